/** What to do about what `check --deploy` finds in a fresh project, where Django gives no hint. */

/** By the id of the issue. */
export const deployAdvice: Readonly<Record<string, string>> = {
  "security.W001": "Put SecurityMiddleware back into MIDDLEWARE.",
  "security.W002": "Put XFrameOptionsMiddleware back into MIDDLEWARE.",
  "security.W003": "Put CsrfViewMiddleware back into MIDDLEWARE.",
  "security.W004":
    "When all of the site is served by HTTPS, set SECURE_HSTS_SECONDS, at first to a small number.",
  "security.W008": "Set SECURE_SSL_REDIRECT to True, unless a server before Django does that.",
  "security.W009":
    "Make a new SECRET_KEY for the public site, and read it from a variable, not from the file.",
  "security.W010": "Set SESSION_COOKIE_SECURE to True.",
  "security.W011": "Set SESSION_COOKIE_SECURE to True.",
  "security.W012": "Set SESSION_COOKIE_SECURE to True.",
  "security.W016": "Set CSRF_COOKIE_SECURE to True.",
  "security.W018": "Set DEBUG to False.",
  "security.W020": "Name the site's hosts in ALLOWED_HOSTS.",
};
