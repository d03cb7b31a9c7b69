import { asset } from '../../ui/assets.ts';
import { Notice } from '../../ui/fields.tsx';
import type { Shell } from '../../ui/layout.tsx';
import { whole } from '../../ui/money.ts';
import { statusName } from '../statuses/fields.tsx';
import type { Status } from '../statuses/following.ts';
import { asFields, most, type Outcome, type Progress } from './input.ts';

const list = '/admin/orders';

/** An order of the store, as far as its result names it. */
type Named = { id: string; number: string; summary: string };

type BulkPageProps = {
  shell: Shell;
  progress: Progress;
  /** The status of the act, if it is one of the store's. */
  status: Status | undefined;
  orders: readonly Named[];
};

/** What is done, as a title. */
export function titleOf(shell: Shell, { act }: Pick<Progress, 'act'>, status: Status | undefined): string {
  if (act.step) return shell.t(`order_bulk.${act.step}`);
  return shell.t('order_bulk.status', { name: status ? statusName(shell, status.names) : '–' });
}

/** How far an act is, and what came of it for each order. */
export function BulkPage({ shell, progress, status, orders }: BulkPageProps) {
  const { t, language } = shell;
  const { results, rest } = progress;
  const count = results.filter(([, outcome]) => outcome === 'done').length;
  const number = whole(count, language);
  return (
    <>
      <p class="crumb">
        <a href={list}>{t('account.orders')}</a>
      </p>
      <h1>{titleOf(shell, progress, status)}</h1>
      <p role="status" class="sr-only" id="said" />
      <div id="progress" class="part">
        {rest.length > 0 ? (
          <Rest shell={shell} progress={progress} />
        ) : (
          <Notice tone={count > 0 ? 'done' : 'refused'}>
            {count === 0 ? t('order_bulk.done_to_none') : t('order_bulk.done', { count, number })}
          </Notice>
        )}
      </div>
      <section id="results" class="part" aria-label={t('bulk.results')} data-whole>
        <ResultsTable shell={shell} progress={progress} orders={orders} />
      </section>
      {rest.length > 0 && <script type="module" src={asset('progress.js')} />}
    </>
  );
}

function Rest({ shell: { t, language }, progress }: Pick<BulkPageProps, 'shell' | 'progress'>) {
  const { results, rest } = progress;
  const all = results.length + rest.length;
  const [done, total] = [results.length, all].map((count) => whole(count, language));
  return (
    <>
      <label class="field">
        {t('order_bulk.progress', { done, total })}
        <progress max={all} value={results.length} />
      </label>
      <form method="post" action={`${list}/bulk`} data-step>
        <Hidden fields={[...asFields(progress), ['confirmed', 'on']]} />
        <button class="btn btn-primary btn-sm" type="submit">
          {t('bulk.go_on')}
        </button>
      </form>
      <p class="quiet">{t('order_bulk.leave')}</p>
    </>
  );
}

function Hidden({ fields }: { fields: readonly (readonly [name: string, value: string])[] }) {
  return (
    <>
      {fields.map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
    </>
  );
}

function ResultsTable({ shell, progress: { results, rest }, orders }: Omit<BulkPageProps, 'status'>) {
  const { t } = shell;
  const all = [...results, ...rest.map((id) => [id, null] as const)];
  return (
    <table class="table">
      <thead>
        <tr>
          <th scope="col">{t('orders.number')}</th>
          <th scope="col">{t('bulk.result')}</th>
        </tr>
      </thead>
      <tbody>
        {all.map(([id, outcome]) => {
          const order = orders.find((one) => one.id === id);
          return (
            <tr>
              <td>
                {order ? (
                  <>
                    <a class="underline font-medium" href={`${list}/${order.id}`}>
                      {order.number}
                    </a>{' '}
                    <span class="quiet">
                      <bdi>{order.summary}</bdi>
                    </span>
                  </>
                ) : (
                  t('order_bulk.unknown')
                )}
              </td>
              <td>{wordOf(shell, outcome)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** What came of it for one order, in words. */
function wordOf({ t }: Shell, outcome: Outcome | null): string {
  if (outcome === null) return t('bulk.waits');
  if (outcome === 'done') return t('order_bulk.was_done');
  if (outcome === 'not_found' || outcome === 'amount_invalid') return t('order_bulk.not_found');
  return t(`orders.problem_${outcome}`);
}

type AskPageProps = { shell: Shell; progress: Progress };

/** Says what cannot be undone before it is done. */
export function AskPage({ shell: { t, language }, progress }: AskPageProps) {
  const count = progress.rest.length;
  return (
    <div class="narrow ms-0">
      <h1>{t('order_bulk.cancelled')}</h1>
      <p>{t('order_bulk.ask_cancelled', { count, number: whole(count, language) })}</p>
      <form method="post" action={`${list}/bulk`} class="acts">
        <Hidden fields={[...asFields(progress), ['confirmed', 'on']]} />
        <button class="btn btn-danger" type="submit">
          {t('order_bulk.cancelled')}
        </button>
        <a class="btn btn-plain" href={list}>
          {t('order_bulk.back')}
        </a>
      </form>
    </div>
  );
}

export type Refusal = 'none_ticked' | 'invalid';

export function RefusedPage({ shell: { t, language }, problem }: { shell: Shell; problem: Refusal }) {
  return (
    <div class="narrow ms-0">
      <h1>{t('bulk.refused')}</h1>
      <Notice tone="refused">{t(`order_bulk.${problem}`, { most: whole(most, language) })}</Notice>
      <p>
        <a href={list}>{t('order_bulk.back')}</a>
      </p>
    </div>
  );
}
