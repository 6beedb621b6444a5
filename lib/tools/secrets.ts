/** Secrets are kept out of everything that is shown or stored. */

const mask = "****";

/** `user:password@` and `token@` of an address; quotes and brackets end an address as spaces do. */
const credentials = /\b([a-z][a-z0-9+.-]{0,20}:\/\/)[^\s/@'"<>]+@/gi;

/** The value that Django's `SECRET_KEY = "…"` assigns. */
const secretKey = /(\bSECRET_KEY\s*[:=]\s*)(['"])(?:(?!\2)[^\\\n]|\\.)+\2/g;

/**
 * The text with the credentials in addresses, the value of SECRET_KEY and further secrets replaced by `****`.
 *
 * @param secrets each of four characters or more; shorter ones would tear ordinary words
 * @example masked("https://me:pw@host/simple") // https://****@host/simple
 */
export function masked(text: string, secrets: readonly string[] = []): string {
  const known = secrets.filter(({ length }) => length >= 4);
  return known
    .reduce((kept, secret) => kept.replaceAll(secret, mask), text)
    .replace(credentials, `$1${mask}@`)
    .replace(secretKey, `$1$2${mask}$2`);
}

/** Names of variables whose values are nobody's business. */
const secretNames = /PASSWORD|PASSWD|SECRET|TOKEN|CREDENTIAL|API_?KEY/i;

/**
 * Variables as they may be shown: the values of those that are secret by their name are `****`.
 *
 * @example hidden({ DJANGO_SUPERUSER_PASSWORD: "tiger", LANG: "C" }).DJANGO_SUPERUSER_PASSWORD // ****
 */
export function hidden(variables: Readonly<Record<string, string>>): Record<string, string> {
  const shown = Object.entries(variables).map(([name, value]) => [
    name,
    secretNames.test(name) ? mask : masked(value),
  ]);
  return Object.fromEntries(shown);
}

/** The values of those variables that are secret by their name. */
export function secretsIn(variables: Readonly<Record<string, string>>): string[] {
  return Object.entries(variables).flatMap(([name, value]) => (secretNames.test(name) ? [value] : []));
}

/** What is longer is no address: it is let through rather than kept in memory. UTF-16 units. */
const longestWord = 64 * 1024;

/**
 * Masks a text that comes in pieces. What follows the last white space is held back until its word is
 * complete, since a secret may be cut in two; a line that is still open (a prompt, `Applying…`) gets through.
 *
 * @example
 * const stream = new MaskedStream();
 * stream.push("to https://me:p") + stream.push("w@host\n") + stream.end(); // to https://****@host\n
 */
export class MaskedStream {
  #held = "";

  /** @param secrets that are masked besides those that show what they are; without white space in them */
  constructor(readonly secrets: readonly string[] = []) {}

  /** The next piece; returns what may be shown now. */
  push(piece: string): string {
    const text = this.#held + piece;
    const line = text.lastIndexOf("\n") + 1;
    // An assignment of a secret spans words: then the whole line waits.
    let open = text.includes("SECRET_KEY", line) ? line : text.length;
    while (open > line && /\S/.test(text.charAt(open - 1))) open -= 1;
    if (text.length - open > longestWord) open = text.length;
    this.#held = text.slice(open);
    return masked(text.slice(0, open), this.secrets);
  }

  /** No more pieces come; returns the rest. */
  end(): string {
    const rest = masked(this.#held, this.secrets);
    this.#held = "";
    return rest;
  }
}
