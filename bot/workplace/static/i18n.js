// Interface texts (served with /workplace/state), language choice, and dates in that language.

const LANGUAGES = ["nl", "en"];
const LOCALES = { nl: "nl-NL", en: "en-GB" };
let texts = {};
let current = "nl";

export function language() {
  return current;
}

/** `bundle`: {nl: {…}, en: {…}}, with nested or dotted keys. */
export function loadTexts(bundle) {
  texts = Object.fromEntries(Object.entries(bundle).map(([tag, tree]) => [tag, Object.fromEntries(flatten(tree))]));
}

function* flatten(tree, prefix = "") {
  for (const [name, value] of Object.entries(tree)) {
    if (typeof value === "string") yield [prefix + name, value];
    else yield* flatten(value, `${prefix}${name}.`);
  }
}

export function chooseLanguage() {
  const asked = new URLSearchParams(location.search).get("lang");
  const wanted = [asked, localStorage.getItem("workplace.lang"), ...navigator.languages.map((tag) => tag.slice(0, 2))];
  setLanguage(wanted.find((tag) => LANGUAGES.includes(tag)) ?? "nl");
}

export function setLanguage(tag, { remember = false } = {}) {
  current = tag;
  document.documentElement.lang = tag;
  if (remember) localStorage.setItem("workplace.lang", tag);
}

export function t(key, values = {}, tag = current) {
  const text = texts[tag]?.[key];
  if (text === undefined) return key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

export function has(key) {
  return texts[current]?.[key] !== undefined;
}

export function plural(key, count) {
  return t(`${key}.${count === 1 ? "one" : "other"}`, { count });
}

export function errorText(code) {
  return has(`errors.${code}`) ? t(`errors.${code}`) : t("errors.unknown", { code });
}

const formats = new Map();

export function formatDate(date, options) {
  const key = current + JSON.stringify(options);
  if (!formats.has(key)) formats.set(key, new Intl.DateTimeFormat(LOCALES[current], options));
  return formats.get(key).format(date);
}

export function toDate(ts) {
  return new Date(Number(ts) * 1000);
}

export function clock(ts) {
  return formatDate(toDate(ts), { hour: "2-digit", minute: "2-digit" });
}

export function fullTime(ts) {
  return formatDate(toDate(ts), { dateStyle: "full", timeStyle: "short" });
}

export function dayKey(ts) {
  const date = toDate(ts);
  return `${date.getFullYear()}-${date.getMonth() + 1}-${date.getDate()}`;
}

export function dayName(ts) {
  const now = Date.now() / 1000;
  if (dayKey(ts) === dayKey(now)) return t("days.today");
  if (dayKey(ts) === dayKey(now - 86400)) return t("days.yesterday");
  const sameYear = toDate(ts).getFullYear() === new Date().getFullYear();
  return formatDate(toDate(ts), { weekday: "long", day: "numeric", month: "long", year: sameYear ? undefined : "numeric" });
}

export function fileSize(bytes) {
  const units = ["B", "kB", "MB", "GB"];
  let size = bytes ?? 0;
  let unit = 0;
  while (size >= 1000 && unit < units.length - 1) {
    size /= 1000;
    unit += 1;
  }
  return `${new Intl.NumberFormat(LOCALES[current], { maximumFractionDigits: unit ? 1 : 0 }).format(size)} ${units[unit]}`;
}
