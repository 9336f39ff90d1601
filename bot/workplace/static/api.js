// Calls to the workplace. Every call resolves to the server's JSON; a network failure becomes {ok: false, error: "offline"}.

import { state } from "./state.js";

async function request(path, options) {
  try {
    const response = await fetch(path, options);
    const body = await response.json();
    if (body.error === "ratelimited") body.retry_after = Number(response.headers.get("Retry-After") ?? 1);
    return body;
  } catch {
    return { ok: false, error: "offline" };
  }
}

function json(path, body, headers = {}) {
  const type = { "Content-Type": "application/json; charset=utf-8", ...headers };
  return request(path, { method: "POST", headers: type, body: JSON.stringify(body) });
}

/** GET /workplace/{name}. */
export function read(name, parameters = {}) {
  const query = new URLSearchParams(parameters);
  return request(`/workplace/${name}${query.size ? `?${query}` : ""}`);
}

/** POST /workplace/{name} as the current person. */
export function act(name, body = {}) {
  return json(`/workplace/${name}`, { user: state.me.id, ...body });
}

/** A method of Slack's Web API, with the current person's token. */
export function web(method, body) {
  return json(`/api/${method}`, body, { Authorization: `Bearer ${state.me.token}` });
}

export function upload(channel, thread, file, comment = "") {
  const form = new FormData();
  form.append("user", state.me.id);
  form.append("channel", channel);
  if (thread) form.append("thread_ts", thread);
  if (comment) form.append("initial_comment", comment);
  form.append("file", file, file.name);
  return request("/workplace/upload", { method: "POST", body: form });
}
