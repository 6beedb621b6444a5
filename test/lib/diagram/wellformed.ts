/** Whether a text is well-formed XML, as far as the drawings use it: elements, attributes, text. */

const token = /<(\/?)([A-Za-z][\w:-]*)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>|([^<]+)/y;
const forbidden =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: XML forbids these.
  /&(?!(amp|lt|gt|quot|#39);)|[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/** What is wrong with it; undefined for nothing. */
export function malformed(xml: string): string | undefined {
  const open: string[] = [];
  token.lastIndex = 0;
  while (token.lastIndex < xml.length) {
    const at = token.lastIndex;
    const found = token.exec(xml);
    if (!found) return `no markup at ${at}: ${xml.slice(at, at + 40)}`;
    const [whole, closes, name, attributes = "", empty] = found;
    if (forbidden.test(whole)) return `a character at ${at}: ${JSON.stringify(whole.slice(0, 60))}`;
    const names = Array.from(attributes.matchAll(/([\w:-]+)=/g), ([, attribute]) => attribute);
    if (new Set(names).size < names.length) return `an attribute twice: ${whole}`;
    if (name === undefined || empty) continue;
    if (!closes) open.push(name);
    else if (open.pop() !== name) return `</${name}> closes another element`;
  }
  return open.length ? `<${open.at(-1)}> is not closed` : undefined;
}
