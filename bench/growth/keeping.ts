// What stands in docs of a comparison: its figures in bench/growth.json, and a picture of them.
import { writeFileSync } from 'node:fs';
import { formatted } from '../../scripts/written.ts';
import type { Growth } from './figures.ts';
import { pictureOf } from './picture.ts';

const [file, picture] = ['bench/growth.json', 'docs/pictures/growth.svg'];

/** Keeps the figures, and draws them. */
export async function keep(growth: Growth): Promise<void> {
  writeFileSync(file, await formatted(file, JSON.stringify(growth)));
  writeFileSync(picture, pictureOf(growth));
  console.log(`${file} and ${picture} have the figures`);
}
