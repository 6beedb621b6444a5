/** What the settings that the course teaches are for, in one line each. */

const purposes: Record<string, string> = {
  ALLOWED_HOSTS: "the host names under which the site may be asked for",
  APPEND_SLASH: "whether an address without its last slash is sent on to the one with it",
  ASGI_APPLICATION: "what a development server that speaks ASGI runs",
  AUTHENTICATION_BACKENDS: "how it is decided who somebody is",
  AUTH_PASSWORD_VALIDATORS: "what a new password must fulfil",
  AUTH_USER_MODEL: "the model of the people who log in",
  CACHES: "where results are kept to be used again",
  CSRF_TRUSTED_ORIGINS: "other sites whose forms may post to this one",
  DATABASES: "the databases, and how to reach them",
  DATABASE_ROUTERS: "which database a model is read from and written to",
  DEBUG: "whether errors are explained in the browser; never on a public site",
  DEFAULT_AUTO_FIELD: "the kind of the key that a model gets when it names none",
  DEFAULT_FROM_EMAIL: "the sender of mails that name none",
  EMAIL_BACKEND: "how mails are sent",
  FORMS_URLFIELD_ASSUME_HTTPS: "whether an address in a form without a scheme is taken for https",
  INSTALLED_APPS: "the apps that the site is made of",
  INTERNAL_IPS: "the machines that may see debugging notes",
  LANGUAGE_CODE: "the language where no other is chosen",
  LOGGING: "what is noted down, and where",
  LOGIN_REDIRECT_URL: "where somebody lands after logging in",
  LOGIN_URL: "where somebody is sent to log in",
  MAILERS: "the ways in which mails are sent",
  MEDIA_ROOT: "the folder of the files that visitors upload",
  MEDIA_URL: "the beginning of the addresses of uploaded files",
  MIDDLEWARE: "what each request passes on its way in, and each answer on its way out",
  ROOT_URLCONF: "the module with the project's list of addresses",
  SECRET_KEY: "what sessions and tokens are signed with; nobody else may know it",
  SECURE_SSL_REDIRECT: "whether http is sent on to https",
  SESSION_COOKIE_SECURE: "whether the session's cookie travels over https only",
  STATICFILES_DIRS: "folders of static files besides those of the apps",
  STATIC_ROOT: "the folder into which collectstatic copies all static files",
  STATIC_URL: "the beginning of the addresses of static files",
  STORAGES: "how uploaded and static files are stored",
  TEMPLATES: "how templates are found and read",
  TIME_ZONE: "the time zone in which times are shown",
  USE_I18N: "whether texts are translated",
  USE_TZ: "whether times are kept with their time zone",
  WSGI_APPLICATION: "what the development server runs",
};

/** Empty for a setting that the course does not teach. */
export function settingPurpose(name: string): string {
  return Object.hasOwn(purposes, name) ? (purposes[name] ?? "") : "";
}
