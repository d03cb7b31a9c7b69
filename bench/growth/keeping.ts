// What stands in docs of a comparison: its figures in bench/growth.json, and a picture of them.
import { writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import type { Growth } from './figures.ts';
import { pictureOf } from './picture.ts';

const [file, picture] = ['bench/growth.json', 'docs/pictures/growth.svg'];

/** Keeps the figures, and draws them. */
export async function keep(growth: Growth): Promise<void> {
  writeFileSync(file, await format(JSON.stringify(growth), { ...(await resolveConfig(file)), filepath: file }));
  writeFileSync(picture, pictureOf(growth));
  console.log(`${file} and ${picture} have the figures`);
}
