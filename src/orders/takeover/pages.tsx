import { moments } from '../../ui/dates.ts';
import { Notice, ProblemSummary } from '../../ui/fields.tsx';
import type { Shell } from '../../ui/layout.tsx';
import { money, whole } from '../../ui/money.ts';
import type { FormState } from '../../web/forms.ts';
import { mostAtOnce, type Waiting } from './takeover.ts';

/** What just happened: a link went out, the address is proved, or so many orders were taken over. */
export type TakeoverNotice = { done: 'sent' | 'proved' } | { taken: number };

type TakeoverPageProps = {
  shell: Shell;
  form: FormState;
  email: string;
  isProved: boolean;
  /** One more than are shown, where there is more. */
  waiting: readonly Waiting[];
  notice: TakeoverNotice | undefined;
};

export function TakeoverPage({ shell, form, email, isProved, waiting, notice }: TakeoverPageProps) {
  const { t } = shell;
  return (
    <>
      <p class="crumb">
        <a href="/account/orders">{t('account.orders')}</a>
      </p>
      <h1>{t('guest_orders.title')}</h1>
      {notice && <Happened shell={shell} email={email} notice={notice} />}
      <ProblemSummary t={t} form={form} labels={{ order: t('account.orders') }} />
      {!isProved && <ProofForm shell={shell} email={email} />}
      {isProved && waiting.length === 0 && <p>{t('guest_orders.none', { email })}</p>}
      {isProved && waiting.length > 0 && <TakeoverForm shell={shell} email={email} waiting={waiting} />}
    </>
  );
}

function Happened({ shell, email, notice }: { shell: Shell; email: string; notice: TakeoverNotice }) {
  const { t, language } = shell;
  if ('done' in notice) return <Notice tone="done">{t(`guest_orders.done_${notice.done}`, { email })}</Notice>;
  const { taken } = notice;
  if (taken === 0) return <Notice tone="refused">{t('guest_orders.taken_none')}</Notice>;
  return (
    <Notice tone="done">
      {t('guest_orders.taken', { count: taken, number: whole(taken, language) })}{' '}
      <a href="/account/orders">{t('guest_orders.see')}</a>
    </Notice>
  );
}

function ProofForm({ shell: { t }, email }: { shell: Shell; email: string }) {
  return (
    <section class="panel">
      <h2>{t('guest_orders.unproved_title')}</h2>
      <p>{t('guest_orders.unproved', { email })}</p>
      <form method="post" action="/account/email/proof">
        <button class="btn btn-primary" type="submit">
          {t('guest_orders.send_link')}
        </button>
      </form>
    </section>
  );
}

function TakeoverForm({ shell, email, waiting }: Pick<TakeoverPageProps, 'shell' | 'email' | 'waiting'>) {
  const { t, store } = shell;
  return (
    <form method="post" action="/account/orders/guest" class="part">
      <p>{t('guest_orders.explanation', { email })}</p>
      <table class="table" id="order">
        <thead>
          <tr>
            <th scope="col">{t('orders.number')}</th>
            <th scope="col">{t('orders.placed_at')}</th>
            <th scope="col" class="number">
              {t('orders.quantity')}
            </th>
            <th scope="col" class="number">
              {t('orders.total')}
            </th>
          </tr>
        </thead>
        <tbody>
          {waiting.slice(0, mostAtOnce).map((order) => (
            <WaitingRow shell={shell} order={order} />
          ))}
        </tbody>
      </table>
      {waiting.length > mostAtOnce && <p class="quiet">{t('guest_orders.more')}</p>}
      {store.policies.loyalty.pointsPerUnit > 0 && <p class="quiet">{t('guest_orders.points_hint')}</p>}
      <div class="acts">
        <button class="btn btn-primary" type="submit">
          {t('guest_orders.take')}
        </button>
      </div>
    </form>
  );
}

/** As much of an order as tells it apart, and no more: it is not the customer's yet. */
function WaitingRow({ shell, order }: { shell: Shell; order: Waiting }) {
  const { t, language, store } = shell;
  const { id, ending, itemCount, totalMinor, currency, placedAt } = order;
  const name = `…${ending}`;
  return (
    <tr>
      <td>
        <label class="tick">
          <input class="checkbox" type="checkbox" name="order" value={id} checked />
          {name}
        </label>
      </td>
      <td class="tabular-nums">{moments(language, store.timeZone)(placedAt)}</td>
      <td class="number">{t('orders.items', { count: itemCount, number: whole(itemCount, language) })}</td>
      <td class="number">{money(totalMinor, currency, language)}</td>
    </tr>
  );
}
