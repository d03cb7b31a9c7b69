import type { Language } from '../../web/i18n.ts';
import type { MessageName } from '../../messages/outbox.ts';
import { partsIn } from '../../messages/templates/own.ts';
import { messageGroups, messagesIn } from '../../messages/templates/variables.ts';
import { languageName, type Shell } from '../../ui/layout.tsx';
import { languages } from '../../web/i18n.ts';
import { messageName } from '../customers/record/tabs/names.ts';
import { pathOf } from './input.ts';
import { unfitness } from './showing.tsx';
import type { newestOfAll } from './versions.ts';

type Newest = Awaited<ReturnType<typeof newestOfAll>>;

type TemplatesPageProps = { shell: Shell; newest: Newest };

/** Every message by group, with when it is sent, and which of its texts are the store's own. */
export function TemplatesPage({ shell, newest }: TemplatesPageProps) {
  const { t } = shell;
  return (
    <>
      <h1>{t('templates.title')}</h1>
      <p>{t('templates.about')}</p>
      {messageGroups.map((group) => (
        <section>
          <h2>{t(`templates.group_${group}`)}</h2>
          <table class="table">
            <thead>
              <tr>
                <th scope="col">{t('templates.message')}</th>
                <th scope="col">{t('templates.texts')}</th>
              </tr>
            </thead>
            <tbody>
              {messagesIn(group).map((name) => (
                <MessageRow shell={shell} name={name} newest={newest.filter((one) => one.name === name)} />
              ))}
            </tbody>
          </table>
        </section>
      ))}
    </>
  );
}

function MessageRow({ shell, name, newest }: { shell: Shell; name: MessageName; newest: Newest }) {
  const { t, store } = shell;
  const own = newest.filter((one) => one.isDefault === 0);
  const shown = languages.filter(
    (one) => store.languages.includes(one) || own.some(({ language }) => language === one),
  );
  return (
    <tr>
      <td>
        <span class="font-semibold">{messageName(t, name)}</span>
        <br />
        <span class="quiet">{t(`message_uses.${name}`)}</span>
      </td>
      <td data-label={t('templates.texts')}>
        <ul class="flex flex-col gap-1">
          {shown.map((language) => (
            <li>
              <TextLink
                shell={shell}
                name={name}
                language={language}
                own={own.find((one) => one.language === language)}
              />
            </li>
          ))}
        </ul>
      </td>
    </tr>
  );
}

type TextLinkProps = { shell: Shell; name: MessageName; language: Language; own: Newest[number] | undefined };

function TextLink({ shell: { t, store }, name, language, own }: TextLinkProps) {
  const texts = own && partsIn(own);
  return (
    <>
      <a class="underline" href={pathOf({ name, language })} hreflang={language}>
        <span class="sr-only">{messageName(t, name)}: </span>
        <span lang={language}>{languageName(language)}</span>
      </a>{' '}
      {own && <span class="tag">{t('templates.own')}</span>}{' '}
      {texts && unfitness(store, name, texts) && <span class="tag tag-denied">{t('templates.not_sent')}</span>}
      {!store.languages.includes(language) && <span class="quiet">{t('templates.not_spoken')}</span>}
    </>
  );
}
