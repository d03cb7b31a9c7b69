// The answers to a form for a spreadsheet, in portions, in the language of the page.
import { wordsIn } from '../../../customers/details/asked.ts';
import type { Store } from '../../../stores/stores.ts';
import { csvLines } from '../../../web/csv.ts';
import { translator, type Language } from '../../../web/i18n.ts';
import type { Form } from '../../forms.ts';
import type { Row } from './answers.ts';

/**
 * The lines of the file, its header first. Each question of today has a column; what was asked once and is no more stands in the last
 * one, with its question. Moments are ISO 8601.
 */
export async function* csvOf(
  { store, language }: { store: Store; language: Language },
  form: Form,
  portions: AsyncIterable<readonly Row[]>,
): AsyncGenerator<string> {
  const t = translator(language);
  const columns = [
    ...(['email', 'name', 'phone'] as const).map((key) => ({ key, label: t(`fields.${key}`) })),
    ...form.fields.map(({ key, label }) => ({ key, label: wordsIn(label, language, store) })),
  ];
  yield csvLines([[t('forms.when'), ...columns.map(({ label }) => label), t('forms.no_longer_asked')]]);
  const keys = new Set<string>(columns.map(({ key }) => key));
  for await (const rows of portions) {
    yield csvLines(
      rows.map(({ at, answers }) => [
        new Date(at).toISOString(),
        ...columns.map(({ key }) => answers.find((one) => one.key === key)?.answer ?? ''),
        answers
          .filter(({ key, answer }) => !keys.has(key) && answer !== '')
          .map(({ question, answer }) => `${question}: ${answer}`)
          .join('\n'),
      ]),
    );
  }
}
