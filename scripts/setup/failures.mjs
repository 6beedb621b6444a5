/** Failures of the set-up that a person can do something about. */
import { root, windows } from "./places.mjs";

/** An expected failure: what happened, and what to type next. */
export class SetupError extends Error {
  constructor(message, next) {
    super(message);
    this.next = next;
  }
}

/** Turns the output of a failed step into one message: its cause where it is known, and what mends it. */
export function diagnose(step, output) {
  const again = windows ? "npm start" : `npm start (in ${root})`;
  const causes = [
    [
      /ENOSPC|No space left on device|not enough space/i,
      "the disk is full",
      `free a gigabyte, then ${again}`,
    ],
    [
      /EACCES|EPERM|EROFS|Permission denied|Read-only file system/i,
      "a file or folder may not be written",
      windows ? `close what uses ${root}, then ${again}` : `sudo chown -R "$USER" '${root}', then ${again}`,
    ],
    [
      /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|NewConnectionError|ConnectTimeout|name resolution|from versions: none/i,
      "the package index did not answer",
      `check the network (behind a proxy: set HTTPS_PROXY), then ${again}`,
    ],
    [
      /CERT_|SSLError|CERTIFICATE_VERIFY|self.signed/,
      "a certificate was not accepted",
      `set NODE_EXTRA_CA_CERTS and PIP_CERT to your network's certificate, then ${again}`,
    ],
  ];
  const known = causes.find(([pattern]) => pattern.test(output));
  if (known) return new SetupError(`${step} failed: ${known[1]}`, known[2]);
  const lines = output.trim().split("\n");
  const errors = lines.filter((line) => /\berror\b[^\w]*\w/i.test(line)).slice(0, 8);
  const said = (errors.length ? errors : lines.slice(-8)).join("\n");
  return new SetupError(`${step} failed:\n${said}`, `mend that, then ${again}`);
}
