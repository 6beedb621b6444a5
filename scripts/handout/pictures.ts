/** The pictures of prose, put into the page itself: attachments of the cell, and files beside the notebook. */
import { readFileSync, realpathSync } from "node:fs";
import { extname, isAbsolute, join, relative } from "node:path";
import { picture } from "./allowed.js";
import type { FindPicture } from "./sanitise.js";

const types: Record<string, string> = {
  ".avif": "image/avif",
  ".gif": "image/gif",
  ".jpeg": "image/jpeg",
  ".jpg": "image/jpeg",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".webp": "image/webp",
};

/**
 * Finds the pictures of one cell. What lies on a network, outside the notebook's folder or under another
 * ending than a picture's is not found.
 *
 * @param attachments of the cell: name → MIME bundle
 * @param folder the notebook's folder
 */
export function picturesOf(
  attachments: Record<string, Record<string, unknown>>,
  folder: string,
): FindPicture {
  return (address) => {
    if (picture.test(address)) return address;
    const path = decoded(address);
    const [, attached] = /^attachment:(.+)$/.exec(path) ?? [];
    if (attached !== undefined) return attachment(attachments[attached] ?? {});
    return /^[a-z][a-z0-9+.-]*:|^[\\/]/i.test(path) ? undefined : fileInside(folder, path);
  };
}

function decoded(address: string): string {
  try {
    return decodeURIComponent(address);
  } catch {
    // A stray % stands for itself.
    return address;
  }
}

function attachment(bundle: Record<string, unknown>): string | undefined {
  for (const [mime, content] of Object.entries(bundle)) {
    const address = pictureInside(mime, String(content));
    if (address) return address;
  }
  return undefined;
}

/** The address that holds a picture itself; undefined when it is none, or not base64. */
export function pictureInside(mime: string, base64: string): string | undefined {
  const data = base64.replace(/\s/g, "");
  const address = `data:${mime};base64,${data}`;
  return picture.test(address) && /^[A-Za-z0-9+/]+={0,2}$/.test(data) ? address : undefined;
}

function fileInside(folder: string, path: string): string | undefined {
  const type = types[extname(path).toLowerCase()];
  if (!type) return undefined;
  try {
    const file = realpathSync(join(folder, path));
    const way = relative(realpathSync(folder), file);
    if (way.startsWith("..") || isAbsolute(way)) return undefined;
    return `data:${type};base64,${readFileSync(file).toString("base64")}`;
  } catch (error) {
    // A picture that is not there is named on the page.
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
