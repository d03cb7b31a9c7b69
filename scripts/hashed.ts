// Names that change with what is in the file, so that browsers may keep it for good.
import { createHash } from 'node:crypto';
import { readFileSync, renameSync } from 'node:fs';

/** Renames the file in the folder so that its name changes with its content, and returns the new name. */
export function hashed(folder: string, name: string): string {
  const hash = createHash('sha256')
    .update(readFileSync(`${folder}/${name}`))
    .digest('hex')
    .slice(0, 12);
  const renamed = name.replace(/\.(\w+)$/, `.${hash}.$1`);
  renameSync(`${folder}/${name}`, `${folder}/${renamed}`);
  return renamed;
}
