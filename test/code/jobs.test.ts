// Jobs run when Cloudflare wakes the Worker: the crons of wrangler.toml and the table in src/jobs.ts are the same.
import { expect, it } from 'vitest';
import { unstable_readConfig as readConfig } from 'wrangler';
import { textOf } from './source.ts';

const crons: string[] = readConfig({ config: 'wrangler.toml' }, { hideWarnings: true }).triggers.crons ?? [];

it('every cron has its jobs and every job its cron', () => {
  const planned = [...textOf('src/jobs.ts').matchAll(/^ {2}'([^']+)': \{$/gm)].map(([, cron = '']) => cron);
  expect(planned.toSorted()).toEqual(crons.toSorted());
});

it('weekdays are written as words: to Cloudflare 1 is Sunday', () => {
  expect(crons.filter((cron) => /\d/.test(cron.split(' ')[4] ?? ''))).toEqual([]);
});
