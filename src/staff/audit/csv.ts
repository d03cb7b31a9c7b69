// The audit for a spreadsheet, in portions, in the language of the page.
import { csvLines } from '../../web/csv.ts';
import type { Translate } from '../../web/i18n.ts';
import type { Told } from './trail.ts';
import { actOf, whoOf } from './words.ts';

/** The lines of the file, its header first. Moments are ISO 8601; the device is what the browser said of itself. */
export async function* csvOf(t: Translate, portions: AsyncIterable<readonly Told[]>): AsyncGenerator<string> {
  yield csvLines([
    [
      t('audit.when'),
      t('audit.who'),
      t('audit.what'),
      t('audit.subject'),
      t('audit.customer'),
      t('audit.customer_id'),
      t('audit.before'),
      t('audit.after'),
      t('audit.device'),
      t('audit.place'),
    ],
  ]);
  for await (const entries of portions) {
    yield csvLines(
      entries.map((entry) => [
        new Date(entry.at).toISOString(),
        whoOf(t, entry),
        actOf(t, entry.act),
        entry.subject,
        entry.customer,
        entry.customerId,
        entry.before && JSON.stringify(entry.before),
        entry.after && JSON.stringify(entry.after),
        entry.device,
        entry.place,
      ]),
    );
  }
}
