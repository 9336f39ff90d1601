// Inline part of standard Markdown → DOM nodes.

import { fragment, h } from "./dom.js";
import { broadcast, channelReference, emojiNode, link, mention } from "./references.js";

const TOKENS = new RegExp(
  [
    "\\\\([\\\\`*_{}\\[\\]()#+.!|>~<:-])", // 1 escaped character
    "(`+)([\\s\\S]*?[^`])\\2(?!`)", // 2, 3 code
    "!\\[([^\\]\\n]*)\\]\\(<?([^()\\s>]+(?:\\([^()\\s]*\\)[^()\\s]*)*)>?(?:\\s+\"[^\"]*\")?\\)", // 4, 5 image
    "\\[((?:[^\\[\\]]|\\[[^\\[\\]]*\\])+)\\]\\(<?([^()\\s>]+(?:\\([^()\\s]*\\)[^()\\s]*)*)>?(?:\\s+\"[^\"]*\")?\\)", // 6, 7 link
    "<((?:https?:|mailto:)[^<>\\s]+)>", // 8 address in angle brackets
    "<@(\\w+)(?:\\|[^<>]*)?>", // 9 mention
    "<#(\\w+)(?:\\|([^<>]*))?>", // 10, 11 channel
    "<!(here|channel|everyone)(?:\\|[^<>]*)?>", // 12 broadcast
    "\\*\\*(?=\\S)([\\s\\S]*?\\S)\\*\\*(?!\\*)", // 13 bold
    "(?<![\\p{L}\\p{N}])__(?=\\S)([\\s\\S]*?\\S)__(?![\\p{L}\\p{N}])", // 14 bold
    "\\*(?=[^\\s*])((?:[^*]|\\*\\*[^*]+\\*\\*)*?[^\\s*])\\*(?!\\*)", // 15 italic
    "(?<![\\p{L}\\p{N}_])_(?=[^\\s_])([^_]*?[^\\s_])_(?![\\p{L}\\p{N}_])", // 16 italic
    "~~(?=\\S)([\\s\\S]*?\\S)~~", // 17 strike
    "(https?:\\/\\/[^\\s<>|*`]*[^\\s<>|*`.,;:!?)'\"\\]])", // 18 bare address
    ":([a-z0-9_+'-]+):", // 19 emoji
    "( {2,}\\n|\\n)", // 20 line break
  ].join("|"),
  "gu",
);

export function inlineMarkdown(text) {
  const out = fragment();
  let at = 0;
  for (const match of text.matchAll(TOKENS)) {
    out.append(entities(text.slice(at, match.index)), token(match));
    at = match.index + match[0].length;
  }
  out.append(entities(text.slice(at)));
  return out;
}

function entities(text) {
  return text.replace(/&(lt|gt|amp|quot|#39);/g, (_, name) => ({ lt: "<", gt: ">", amp: "&", quot: '"', "#39": "'" })[name]);
}

function token(match) {
  const [, escaped, , code, alt, source, label, target, auto, user, channel, channelName, range] = match;
  const [bold, boldUnder, italic, italicUnder, strike, bare, emojiName] = match.slice(13);
  if (escaped !== undefined) return escaped;
  if (code !== undefined) return h("code", {}, code.replace(/^ (.+) $/, "$1"));
  if (source !== undefined) return link(source, alt || source);
  if (target !== undefined) return link(entities(target), inlineMarkdown(label));
  if (auto !== undefined) return link(auto);
  if (user !== undefined) return mention(user);
  if (channel !== undefined) return channelReference(channel, channelName);
  if (range !== undefined) return broadcast(range);
  if (bold !== undefined || boldUnder !== undefined) return h("strong", {}, inlineMarkdown(bold ?? boldUnder));
  if (italic !== undefined || italicUnder !== undefined) return h("em", {}, inlineMarkdown(italic ?? italicUnder));
  if (strike !== undefined) return h("s", {}, inlineMarkdown(strike));
  if (bare !== undefined) return link(entities(bare));
  return emojiName === undefined ? h("br") : emojiNode(emojiName);
}
