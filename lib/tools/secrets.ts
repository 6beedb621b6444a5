/** Secrets are kept out of everything that is shown or stored. */

const mask = "****";

/** `user:password@` and `token@` of an address; quotes and brackets end an address as spaces do. */
const credentials =
  /\b([a-z][a-z0-9+.-]{0,20}:\/\/)(?:(?:[^\s/@'"<>]+@)+|[^\s/@'"<>:]+:(?!\d{1,5}[/?#])[^\s@'"<>]{1,200}@)/gi;

/** What a name has in it whose value is nobody's business. */
export const secretName = "(?:SECRET|PASSWORD|PASSWD|TOKEN|CREDENTIAL|API_?KEY)";

/** Settings of Django's that are called so, and hold the names of classes. */
const harmless = "(?!\\w{0,60}(?:VALIDATORS|HASHERS)\\b)";

/** A string that ends in its line, or that somebody has forgotten to end. */
const string = /(['"])((?:(?!\1)[^\\\n]|\\.)+)(\1|$)/gm;

/** No name is longer; without an end, a long line of nothing but names would take minutes. */
const named = String.raw`\b${harmless}\w{0,60}${secretName}\w{0,60}`;
const one = String.raw`(?:"(?:[^"\\\n]|\\.)+(?:"|$)|'(?:[^'\\\n]|\\.)+(?:'|$))`;

/** A line of Python that ends in a value, `SECRET_KEY = "…"`, `PASSWORD: str = get("X", "…")`: all strings of it. */
const assigned = new RegExp(
  String.raw`(${named}["']?\]?[ \t]*(?::[ \t]*[\w.]+[ \t]*)?(?:[ \t]=(?!=)|=(?=[ \t]|[\w.]*[([{]|[rbfu]{1,2}['"])))([^\n]*)`,
  "gi",
);

/** `password="…"`, in Python or a shell: other strings may follow. */
const given = new RegExp(`(${named}=)(${one})`, "gim");

/** `"PASSWORD": "…"`, and `get("PASSWORD", "…")`. Names in small letters are those of a form's or a model's fields. */
const entry = new RegExp(
  String.raw`(\b${harmless}[A-Z\d_]{0,60}${secretName}[A-Z\d_]{0,60}["']?[ \t]*:[ \t]*|\w\(["'][A-Z\d_]{0,60}${secretName}[A-Z\d_]{0,60}["'],[ \t]*(?:default=)?)(${one})`,
  "gm",
);

/**
 * A password as Django keeps it: how it was hashed may be seen, the salt and the hash not.
 *
 * @source https://docs.djangoproject.com/en/stable/topics/auth/passwords/#how-django-stores-passwords
 */
const hash = /\b((?:pbkdf2_sha\d+|scrypt|bcrypt(?:_sha256)?|argon2|md5)\$)[^\s"'<>\\]{8,}/g;

/** The name of a variable of the environment is no secret. */
const variable = /\b(?:environ(?:\.get\(|\[)|getenv\(|env\()$/;

/** What follows `start` without the strings in it. */
function hide(_: string, start: string, code: string): string {
  const shown = code.replace(string, (whole, quote: string, _inside: string, end: string, at: number) =>
    variable.test(code.slice(0, at)) ? whole : quote + mask + end,
  );
  return start + shown;
}

/**
 * The text with the credentials in addresses, hashes of passwords, the strings that code gives to names like
 * SECRET_KEY and PASSWORD, and further secrets replaced by `****`.
 *
 * @param secrets each of four characters or more; shorter ones would tear ordinary words
 * @example masked("https://me:pw@host/simple") // https://****@host/simple
 */
export function masked(text: string, secrets: readonly string[] = []): string {
  const known = secrets.filter(({ length }) => length >= 4);
  return known
    .reduce((kept, secret) => kept.replaceAll(secret, mask), text)
    .replace(credentials, `$1${mask}@`)
    .replace(hash, `$1${mask}`)
    .replace(assigned, hide)
    .replace(given, hide)
    .replace(entry, hide);
}

const secretNames = new RegExp(secretName, "i");
const secretKey = new RegExp(String.raw`^${harmless}[A-Z\d_]*${secretName}[A-Z\d_]*$`);

/**
 * JSON with each string in it masked by itself: a mask across them would take their quotes for those of code, and
 * tear it. What is no JSON is masked as any text.
 *
 * @example maskedJson('{"line":"TOKEN = \'abc\'","n":1}') // {"line":"TOKEN = '****'","n":1}
 */
export function maskedJson(text: string, secrets: readonly string[] = []): string {
  const hideIn = (name: string, value: unknown) => {
    if (typeof value !== "string") return value;
    return secretKey.test(name) && value !== "" ? mask : masked(value, secrets);
  };
  try {
    return JSON.stringify(JSON.parse(text, hideIn));
  } catch (error) {
    if (error instanceof SyntaxError) return masked(text, secrets);
    throw error;
  }
}

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
 * complete, since a secret may be cut in two; a line that is still open (`Applying…`) gets through.
 *
 * @example
 * const stream = new MaskedStream();
 * stream.push("to https://me:p") + stream.push("w@host\n") + stream.end(); // to https://****@host\n
 */
export class MaskedStream {
  #held = "";

  /** @param secrets that are masked besides those that show what they are */
  constructor(readonly secrets: readonly string[] = []) {}

  /** The next piece; returns what may be shown now. */
  push(piece: string): string {
    const text = this.#held + piece;
    const line = text.lastIndexOf("\n") + 1;
    // What spans words waits till the end of its line.
    const isLong = this.secrets.some((one) => /\s/.test(one)) || secretNames.test(text.slice(line));
    let open = isLong ? line : text.length;
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
