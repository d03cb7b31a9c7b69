// What shuts a customer out or removes them: each says before what it does.
import { Dialog } from '../../../../ui/dialog.tsx';
import { Choice, Tick } from '../../../../ui/fields.tsx';
import { emptyForm } from '../../../../web/forms.ts';
import { pathOf } from '../frame.tsx';
import { titleOf } from '../reading.ts';
import type { GeneralProps } from './pages.tsx';

type PartProps = Pick<GeneralProps, 'shell' | 'record' | 'stores'>;

export function DenialPart({ shell: { t, store }, record, stores }: PartProps) {
  const form = { ...emptyForm, values: record.status === 'denied' ? { denied: 'on' } : {} };
  return (
    <form method="post" action={`${pathOf(record.id)}/denial`} class="panel">
      <h2>{t('record.access')}</h2>
      <Tick t={t} form={form} name="denied" label={t('record.denied')} hint={t('record.denied_hint')} />
      {stores > 1 && (
        <Choice
          t={t}
          form={form}
          name="where"
          label={t('record.where')}
          options={[
            { value: 'here', label: t('record.where_here', { store: store.name }) },
            { value: 'pool', label: t('record.where_pool', { count: stores }) },
          ]}
          required
        />
      )}
      <button class="btn btn-plain self-start" type="submit">
        {t('profile.submit')}
      </button>
    </form>
  );
}

export function DeletionPart({ shell: { t, store }, record, stores }: PartProps) {
  const name = titleOf(record);
  return (
    <section class="panel">
      <h2>{t('record.delete_title')}</h2>
      <Dialog t={t} id="delete" look="danger" label={t('record.delete')} title={t('record.delete_named', { name })}>
        <p>{t('record.delete_hint')}</p>
        {stores > 1 && <p>{t('record.delete_shared', { store: store.name })}</p>}
        <form method="post" action={`${pathOf(record.id)}/deletion`}>
          <button class="btn btn-danger" type="submit">
            {t('record.delete_submit')}
          </button>
        </form>
      </Dialog>
    </section>
  );
}
