import { most, portionSize, type Act, type Bulk, type Result, type Sum } from '../../../customers/bulk/bulk.ts';
import { asset } from '../../../ui/assets.ts';
import { moments } from '../../../ui/dates.ts';
import { Notice } from '../../../ui/fields.tsx';
import type { Shell } from '../../../ui/layout.tsx';
import { whole } from '../../../ui/money.ts';
import { problems } from './acts.ts';
import type { Chosen } from './input.ts';

export type Refusal = 'invalid' | 'none_ticked' | 'none_found' | 'too_many';

type Search = Readonly<Record<string, string>>;

type ConfirmPageProps = { shell: Shell; chosen: Chosen; count: number; search: Search };

/** Says for how many it is before it is done. */
export function ConfirmPage({ shell: { t, language }, chosen, count, search }: ConfirmPageProps) {
  const { act, scope, into, customer } = chosen;
  const fields = [
    ...Object.entries({ ...search, act, scope, into, confirmed: 'on' }),
    ...(scope === 'ticked' ? customer.map((id) => ['customer', id] as const) : []),
  ];
  return (
    <div class="narrow ms-0">
      <h1>{t(`bulk.${act}`)}</h1>
      <p>{t(`bulk.${scope}`, { count, number: whole(count, language) })}</p>
      <p>{t(`bulk.will_${act}`)}</p>
      <form method="post" action="/admin/customers/bulk" class="acts">
        {fields.map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        <button class={act === 'deny' || act === 'delete' ? 'btn btn-danger' : 'btn btn-primary'} type="submit">
          {t(`bulk.${act}`)}
        </button>
        <a class="btn btn-plain" href={listOf(search)}>
          {t('bulk.back')}
        </a>
      </form>
    </div>
  );
}

type RefusedPageProps = { shell: Shell; problem: Refusal; search: Search };

export function RefusedPage({ shell: { t, language }, problem, search }: RefusedPageProps) {
  return (
    <div class="narrow ms-0">
      <h1>{t('bulk.refused')}</h1>
      <Notice tone="refused">{t(`bulk.${problem}`, { most: whole(most, language) })}</Notice>
      <p>
        <a href={listOf(search)}>{t('bulk.back')}</a>
      </p>
    </div>
  );
}

type BulkPageProps = {
  shell: Shell;
  begun: Bulk;
  /** From a place on, one more than a page. */
  results: readonly Result[];
  sums: readonly Sum[];
};

/** How far an act is, and what came of it for each. */
export function BulkPage({ shell, begun, results, sums }: BulkPageProps) {
  const { t, language, store } = shell;
  const shown = results.slice(0, portionSize);
  const last = results.length > portionSize ? shown.at(-1) : undefined;
  return (
    <>
      <p>
        <a href="/admin/customers">{t('bulk.back')}</a>
      </p>
      <h1>{t(`bulk.${begun.act}`)}</h1>
      <p class="quiet">{t('bulk.begun', { when: moments(language, store.timeZone)(begun.createdAt) })}</p>
      <p role="status" class="sr-only" id="said" />
      <div id="progress" class="part">
        {begun.doneAt === null ? (
          <Progress shell={shell} begun={begun} />
        ) : (
          <Outcome shell={shell} act={begun.act} sums={sums} />
        )}
      </div>
      <section id="results" class="part" aria-label={t('bulk.results')}>
        <ResultsTable shell={shell} act={begun.act} results={shown} />
        {last && (
          <p>
            <a class="btn btn-plain btn-sm" href={`/admin/customers/bulk/${begun.id}?after=${last.position}`}>
              {t('customers.next')}
            </a>
          </p>
        )}
      </section>
      {begun.doneAt === null && <script type="module" src={asset('progress.js')} />}
    </>
  );
}

function Progress({ shell: { t, language }, begun }: { shell: Shell; begun: Bulk }) {
  const [done, total] = [begun.doneCount, begun.total].map((count) => whole(count, language));
  return (
    <>
      <label class="field">
        {t('bulk.progress', { done, total })}
        <progress max={begun.total} value={begun.doneCount} />
      </label>
      <form method="post" action={`/admin/customers/bulk/${begun.id}/step`} data-step>
        <button class="btn btn-primary btn-sm" type="submit">
          {t('bulk.go_on')}
        </button>
      </form>
      <p class="quiet">{t('bulk.leave')}</p>
    </>
  );
}

function Outcome({ shell, act, sums }: { shell: Shell; act: Act; sums: readonly Sum[] }) {
  const { t, language } = shell;
  const done = sums.find(({ result }) => result === 'done')?.count ?? 0;
  const others = sums.filter(({ result }) => result !== 'done');
  return (
    <div class={done > 0 ? 'notice notice-done' : 'notice notice-refused'} role="status">
      <p>{done === 0 ? t('bulk.done_to_nobody') : t('bulk.done', { count: done, number: whole(done, language) })}</p>
      {others.length > 0 && (
        <ul class="list-disc ps-5">
          {others.map(({ result, count }) => (
            <li>
              {wordOf(shell, act, result)}: {whole(count, language)}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

type ResultsTableProps = { shell: Shell; act: Act; results: readonly Result[] };

function ResultsTable({ shell, act, results }: ResultsTableProps) {
  const { t } = shell;
  return (
    <table class="table">
      <thead>
        <tr>
          <th scope="col">{t('customers.customer')}</th>
          <th scope="col">{t('bulk.result')}</th>
        </tr>
      </thead>
      <tbody>
        {results.map(({ customerId, name, company, email, result }) => (
          <tr>
            <td>
              {customerId === null ? (
                t('bulk.nobody')
              ) : (
                <>
                  <a class="name" href={`/admin/customers/${customerId}`}>
                    <bdi>{name || company || email}</bdi>
                  </a>
                  <br />
                  <span class="quiet">{email}</span>
                </>
              )}
            </td>
            <td>{wordOf(shell, act, result)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What came of it for one customer, in words. */
function wordOf({ t }: Shell, act: Act, result: string | null): string {
  if (result === 'done') return t(`bulk.done_${act}`);
  const problem = problems.find((one) => one === result);
  return problem ? t(`bulk.${problem}`) : t('bulk.waits');
}

function listOf(search: Search): string {
  return `/admin/customers?${new URLSearchParams(search).toString()}`;
}
