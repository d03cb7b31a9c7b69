import type { Row } from '../../customers/finding/finding.ts';
import type { Store } from '../../stores/stores.ts';
import { Notice } from '../../ui/fields.tsx';
import type { Shell } from '../../ui/layout.tsx';
import { greetingOf, OverviewParts, type OverviewProps } from '../pages.tsx';

/** A block as it was typed; `store` is the store with it, null where it cannot be shown. */
export type Draft = { typed: Readonly<Record<string, string>>; store: Store | null };

/** Customers that are offered. */
const mostHits = 20;

type PreviewPageProps = {
  shell: Shell;
  q: string;
  /** Null where the page is shown as it is saved. */
  draft: Draft | null;
  /** Whom the words find; null where nobody was looked for. */
  hits: readonly Hit[] | null;
  /** Whose page is shown; null until somebody is chosen. */
  seen: { id: string; overview: OverviewProps } | null;
};

type Hit = Pick<Row, 'id' | 'name' | 'company' | 'email'>;

/** Chooses a customer, and shows the account page as they would see it. */
export function PreviewPage({ shell, q, draft, hits, seen }: PreviewPageProps) {
  const { t } = shell;
  return (
    <>
      <p class="crumb">
        <a href="/admin/settings/account-page">{t('settings.account_page_title')}</a>
      </p>
      <h1>{t('settings.preview_as')}</h1>
      <p>{t('settings.preview_note')}</p>
      {draft?.store && <Notice tone="done">{t('settings.preview_draft')}</Notice>}
      {draft && !draft.store && <Notice tone="refused">{t('settings.preview_not_yet')}</Notice>}
      <Finder shell={shell} q={q} draft={draft} hits={hits} />
      {seen && <Seen shell={shell} {...seen} />}
    </>
  );
}

/** A form of buttons, so that what was typed of a block goes with each of them. */
function Finder({ shell: { t }, q, draft, hits }: Pick<PreviewPageProps, 'shell' | 'q' | 'draft' | 'hits'>) {
  const typed = Object.entries(draft?.typed ?? {}).filter(([name]) => name !== 'q' && name !== 'customer');
  return (
    <form method={draft ? 'post' : 'get'} action="/admin/settings/account-page/preview" class="part" role="search">
      {typed.map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <div class="search">
        <label class="field search-words">
          {t('customers.find')}
          <input class="input w-full" type="search" name="q" value={q} maxlength={200} enterkeyhint="search" />
        </label>
        <button class="btn btn-primary" type="submit">
          {t('customers.search')}
        </button>
      </div>
      {hits?.length === 0 && <p role="status">{t('settings.preview_none')}</p>}
      {hits && hits.length > 0 && (
        <ul class="rows">
          {hits.slice(0, mostHits).map((hit) => (
            <li>
              <span>
                <bdi>{hit.name || hit.company || hit.email}</bdi>
                <br />
                <bdi class="quiet">{hit.email}</bdi>
              </span>
              <button class="btn btn-plain btn-sm" type="submit" name="customer" value={hit.id}>
                {t('pages.preview')}
                <span class="sr-only">: {hit.email}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </form>
  );
}

/** Inert: what it leads to is the customer's, and nobody is signed in as them. */
function Seen({ shell: { t }, id, overview }: { shell: Shell; id: string; overview: OverviewProps }) {
  const { figures, shell } = overview;
  return (
    <section class="part">
      <h2>{t('settings.preview_of', { name: figures.customerName || figures.email })}</h2>
      <p class="quiet">
        <a href={`/admin/customers/${id}`}>{t('forms.to_record')}</a> · {t('customers.group')}:{' '}
        <bdi>{figures.groupName}</bdi>
      </p>
      <div class="panel preview gap-4" lang={shell.language} inert>
        <p class="font-semibold">{greetingOf(shell)}</p>
        <OverviewParts {...overview} />
      </div>
    </section>
  );
}
