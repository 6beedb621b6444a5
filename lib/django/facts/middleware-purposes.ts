/** What Django's own middleware does, in one line each. */

const purposes: Record<string, string> = {
  "django.middleware.security.SecurityMiddleware":
    "adds headers that make browsers careful, and sends http on to https when told to",
  "django.contrib.sessions.middleware.SessionMiddleware":
    "knows a visitor again by a cookie: sets request.session",
  "django.middleware.common.CommonMiddleware":
    "adds a missing slash at the end of an address, and turns away unwanted browsers",
  "django.middleware.csrf.CsrfViewMiddleware": "refuses forms that another site has sent in a visitor's name",
  "django.contrib.auth.middleware.AuthenticationMiddleware": "tells who is logged in: sets request.user",
  "django.contrib.messages.middleware.MessageMiddleware": "carries short notes over to the next page",
  "django.middleware.clickjacking.XFrameOptionsMiddleware": "forbids other sites to show pages in a frame",
  "django.middleware.csp.ContentSecurityPolicyMiddleware":
    "tells browsers from where a page may load scripts, styles and pictures",
  "django.middleware.locale.LocaleMiddleware": "chooses the language that a visitor asks for",
  "django.contrib.auth.middleware.LoginRequiredMiddleware":
    "lets only those who are logged in see a page, unless its view says otherwise",
};

/** Empty for middleware that is not Django's own. */
export function middlewarePurpose(path: string): string {
  return Object.hasOwn(purposes, path) ? (purposes[path] ?? "") : "";
}
