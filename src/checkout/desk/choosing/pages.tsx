import type { Row } from '../../../customers/finding/finding.ts';
import { asset } from '../../../ui/assets.ts';
import type { Shell } from '../../../ui/layout.tsx';
import type { Kind } from '../input.ts';

type ChoosingPageProps = {
  shell: Shell;
  kind: Kind;
  q: string;
  /** Whom the words find. */
  found: readonly Row[];
  /** Whether there are more than are shown. */
  isMore: boolean;
};

/** Whom an order or an offer is for. With scripts the list follows what is typed. */
export function ChoosingPage(props: ChoosingPageProps) {
  const { shell, kind, q, found } = props;
  const { t } = shell;
  const words = q.trim() === '' ? '' : wordsFor(props);
  return (
    <>
      <p class="crumb">
        <a href={kind === 'order' ? '/admin/orders' : '/admin/quotations'}>
          {t(kind === 'order' ? 'account.orders' : 'quotations.title')}
        </a>
      </p>
      <div class="title">
        <h1>{t(`making.title_${kind}`)}</h1>
        <a class="btn btn-plain btn-sm" href={`/admin/orders/new?person=new&kind=${kind}`}>
          {t('making.new_person')}
        </a>
      </div>
      <form method="get" action="/admin/orders/new" role="search" class="search" data-finds>
        <input type="hidden" name="kind" value={kind} />
        <label class="field search-words">
          {t('customers.find')}
          <input
            class="input w-full"
            type="search"
            name="q"
            value={q}
            maxlength={200}
            autocomplete="off"
            enterkeyhint="search"
            autofocus
          />
        </label>
        <button class="btn btn-primary" type="submit">
          {t('customers.search')}
        </button>
      </form>
      <p role="status" class="quiet" id="said" data-not-current={t('customers.not_current')}>
        {words}
      </p>
      <section id="found" class="part" aria-label={t('customers.title')} data-words={words}>
        {found.length > 0 && <Found shell={shell} kind={kind} found={found} />}
      </section>
      <script type="module" src={asset('finding.js')} />
    </>
  );
}

function wordsFor({ shell: { t }, found, isMore }: ChoosingPageProps): string {
  if (found.length === 0) return t('customers.none');
  return isMore ? t('making.more') : t('customers.shown', { count: found.length });
}

function Found({ shell: { t }, kind, found }: Pick<ChoosingPageProps, 'shell' | 'kind' | 'found'>) {
  return (
    <table class="table">
      <thead>
        <tr>
          <th scope="col">{t('customers.customer')}</th>
          <th scope="col">{t('fields.email')}</th>
          <th scope="col">{t('customers.status')}</th>
        </tr>
      </thead>
      <tbody>
        {found.map(({ id, name, company, email, status }) => (
          <tr>
            <td>
              <a class="name" href={`/admin/orders/new?customer=${id}&kind=${kind}`}>
                <bdi>{name || company || email}</bdi>
              </a>
              {name !== '' && company !== '' && (
                <>
                  {' · '}
                  <bdi>{company}</bdi>
                </>
              )}
            </td>
            <td>
              <bdi>{email}</bdi>
            </td>
            <td data-label={t('customers.status')}>{t(`customers.${status}`)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
