// What is pasted from a word processor or a page keeps its meaning as Markdown: headings, lists, links, emphasis, quotes, tables.
const MARKS = { STRONG: "**", B: "**", EM: "_", I: "_", DEL: "~~", S: "~~", CODE: "`" };
const SKIPPED = new Set(["STYLE", "SCRIPT", "TITLE", "META", "LINK", "XML", "O:P", "IMG", "SVG", "TEMPLATE"]);
const BLOCKS = /^(P|DIV|SECTION|ARTICLE|H[1-6]|UL|OL|LI|BLOCKQUOTE|PRE|TABLE|TR|HR)$/;

/** Markdown of pasted HTML; empty where it says no more than its plain text. */
export function asMarkdown(html) {
  // The parser loads and runs nothing; styles, which our policy forbids, only say what is bold and what a list.
  const page = new DOMParser().parseFromString(html.replace(/<style\b[^]*?<\/style\s*>/gi, "").replace(/\sstyle\s*=/gi, " data-style="), "text/html");
  const rich = page.body.querySelector("b, strong, i, em, a[href], h1, h2, h3, h4, li, blockquote, table, del, s, [data-style*='mso-list'], [data-style*='font-weight'], [data-style*='font-style']");
  return rich ? blocks(page.body).replace(/[ \t]+\n/g, "\n").replace(/\n{3,}/g, "\n\n").trim() : "";
}

function blocks(node) {
  let out = "", line = "";
  const flush = () => { if (line.trim()) out += `${line.trim()}\n\n`; line = ""; };
  for (const child of node.childNodes) {
    if (child.nodeType === Node.ELEMENT_NODE && SKIPPED.has(child.tagName)) continue;
    if (child.nodeType === Node.ELEMENT_NODE && (BLOCKS.test(child.tagName) || child.querySelector?.("p, ul, ol, table, blockquote, h1, h2, h3"))) { flush(); out += block(child); } else line += words(child);
  }
  flush();
  return out;
}

function block(element) {
  const { tagName: tag } = element;
  if (/^H[1-6]$/.test(tag)) return `${"#".repeat(Math.min(Number(tag[1]) + 1, 6))} ${words(element).trim()}\n\n`;
  if (tag === "UL" || tag === "OL") return `${list(element, tag === "OL")}\n`;
  if (tag === "BLOCKQUOTE") return `${blocks(element).trim().replace(/^/gm, "> ")}\n\n`;
  if (tag === "PRE") return `\`\`\`\n${element.textContent.trim()}\n\`\`\`\n\n`;
  if (tag === "HR") return "---\n\n";
  if (tag === "TABLE") return table(element);
  const listed = /mso-list:\s*l\d+\s+level(\d)/.exec(element.getAttribute("data-style") ?? ""); // a list of Word's is paragraphs
  if (listed) {
    const [, sign, said] = /^([·•o§\-–]|\(?\w{1,3}[.)])?\s*([^]*)$/u.exec(words(element).trim());
    return `${"   ".repeat(listed[1] - 1)}${/\d/.test(sign ?? "") ? "1." : "-"} ${said.trim()}\n`;
  }
  return blocks(element);
}

function list(element, isNumbered, depth = 0) {
  let out = "", number = 0;
  for (const item of element.children) {
    if (item.tagName !== "LI") { if (/^[UO]L$/.test(item.tagName)) out += list(item, item.tagName === "OL", depth + 1); continue; }
    number += 1;
    const inner = [...item.childNodes].filter((child) => !/^[UO]L$/.test(child.tagName ?? "")).map(words).join("").trim();
    out += `${"   ".repeat(depth)}${isNumbered ? `${number}.` : "-"} ${inner.replace(/\s*\n+\s*/g, " ")}\n`;
    for (const further of item.children) if (/^[UO]L$/.test(further.tagName)) out += list(further, further.tagName === "OL", depth + 1);
  }
  return out;
}

function table(element) {
  const rows = [...element.rows].map((row) => `| ${[...row.cells].map((cell) => words(cell).trim().replace(/\s+/g, " ").replace(/\|/g, "\\|")).join(" | ")} |`);
  if (!rows.length) return "";
  return `${rows[0]}\n|${" --- |".repeat(element.rows[0].cells.length)}\n${rows.slice(1).join("\n")}\n\n`;
}

function words(node) {
  if (node.nodeType === Node.TEXT_NODE) return node.data.replace(/\s+/g, " ").replace(/([\\`*_[\]])/g, "\\$1");
  if (node.nodeType !== Node.ELEMENT_NODE || SKIPPED.has(node.tagName)) return "";
  if (node.tagName === "BR") return "\n";
  const inside = [...node.childNodes].map(words).join("");
  const style = node.getAttribute("data-style") ?? "";
  let mark = MARKS[node.tagName] ?? (/font-weight:\s*(bold|[6-9]00)/.test(style) ? "**" : /font-style:\s*italic/.test(style) ? "_" : "");
  if (mark === "**" && /font-weight:\s*(normal|400)/.test(style)) mark = ""; // what other editors wrap a whole paste in
  const said = mark && inside.trim() ? inside.replace(/^(\s*)([^]*?)(\s*)$/, `$1${mark}$2${mark}$3`) : inside;
  const href = node.tagName === "A" ? node.getAttribute("href") ?? "" : "";
  return /^(https?:|mailto:)/.test(href) && inside.trim() ? `[${said.trim()}](${href.replace(/[()\s]/g, (letter) => `%${letter.charCodeAt(0).toString(16)}`)})` : said;
}
