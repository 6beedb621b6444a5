/** What proves who somebody is, taken out of what is shown. */

const mask = "****";

/** Django's names; a project may choose others, of which HttpOnly tells the most precious. */
const patterns: readonly RegExp[] = [
  /(name="csrfmiddlewaretoken"\s+value=")[^"]*/g,
  /(\b(?:sessionid|csrftoken)=)[^\s;,"'&]+/g,
  /(csrfmiddlewaretoken(?:=|%3D))[^\s&]+/g,
  /(\bset-cookie:\s*[^=;\s]+=)[^;\s]+(?=[^\n]*\bhttponly\b)/gi,
  /(\bauthorization:\s*\S+\s+)\S+/gi,
  /(b'authorization', b')[^']+/gi,
  // Django's own error page lists cookies and fields in a table.
  /(<td>(?:sessionid|csrftoken|csrfmiddlewaretoken|CSRF_COOKIE)<\/td>\s*<td class="code"><pre>)[^<]*/g,
];

/** A text with the values of session cookies and CSRF tokens replaced by `****`. */
export function withoutTokens(text: string): string {
  return patterns.reduce((kept, pattern) => kept.replace(pattern, `$1${mask}`), text);
}

/** The value of one header, as it may be shown. */
export function headerShown(name: string, value: string): string {
  if (!/^(set-)?cookie$/i.test(name)) return withoutTokens(value);
  return withoutTokens(`${name}: ${value}`).slice(name.length + 2);
}
