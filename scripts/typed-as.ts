/** How the reader typed `djlab`, for what is to be typed next: in a clone it is one of npm's scripts. */
export const typedAs = process.env.npm_lifecycle_event === "djlab" ? "npm run -s djlab --" : "djlab";
