import { settingName } from '../../stores/words.ts';
import { accents, grounds, type Accent } from '../../ui/brand.ts';
import { Field, Notice } from '../../ui/fields.tsx';
import { FileField } from '../../ui/files.tsx';
import type { Shell } from '../../ui/layout.tsx';
import { Logo } from '../../ui/logo.tsx';
import { whole } from '../../ui/money.ts';
import type { FormState } from '../../web/forms.ts';
import type { Translate } from '../../web/i18n.ts';
import { AsOf, See } from '../fields.tsx';
import { SettingsForm, SettingsFrame, type SavingProps, type SettingsCard } from '../pages.tsx';
import { longest, mostBytes, mostSvgBytes } from './logos.ts';
import { mostPixels } from './png.ts';

/** The brand on the page of all settings. */
export const brand: SettingsCard = {
  path: 'brand',
  title: (t) => t('settings.brand_title'),
  about: (t) => t('settings.brand_about'),
  facts: ({ t, store: { policies } }) => [
    [settingName(t, 'shop.brandColour'), policies.shop.brandColour],
    [settingName(t, 'shop.logo'), t(policies.shop.logo ? 'settings.logo_there' : 'settings.logo_none')],
  ],
};

/** What can have happened to the logo, as the page says it. */
export const happenings = ['logo_set', 'logo_reduced', 'logo_removed'] as const;

type BrandPageProps = SavingProps & { logoForm: FormState; done: (typeof happenings)[number] | undefined };

/** How the store looks: its colour, and its logo. */
export function BrandPage({ logoForm, done, ...saving }: BrandPageProps) {
  const { shell, form, notice } = saving;
  const { t, store } = shell;
  const labels = { 'shop.brandColour': settingName(t, 'shop.brandColour'), logo: settingName(t, 'shop.logo') };
  const problems = { ...form.problems, ...logoForm.problems };
  return (
    <SettingsFrame shell={shell} group={brand} form={{ ...form, problems }} notice={notice} labels={labels}>
      {done && <Notice tone="done">{t(`settings.${done}`)}</Notice>}
      <SettingsForm {...saving} action="/admin/settings/brand">
        <Field
          t={t}
          form={form}
          name="shop.brandColour"
          label={labels['shop.brandColour']}
          hint={t('settings.brand_colour_hint')}
          autocomplete="off"
          maxlength={20}
          required
          below={<See t={t} what={labels['shop.brandColour']} at="/" />}
        />
        <Colours t={t} colour={store.policies.shop.brandColour} />
      </SettingsForm>
      <LogoPart {...saving} logoForm={logoForm} />
    </SettingsFrame>
  );
}

/** What contrast makes of the colour, on light pages and on dark ones. */
function Colours({ t, colour }: { t: Translate; colour: string }) {
  const { light, dark } = accents(colour);
  return (
    <div class="grounds">
      <Swatch t={t} name={t('settings.ground_light')} ground={grounds.light} accent={light} />
      <Swatch t={t} name={t('settings.ground_dark')} ground={grounds.dark} accent={dark} />
    </div>
  );
}

type SwatchProps = { t: Translate; name: string; ground: string; accent: Accent };

function Swatch({ t, name, ground, accent: { colour, text } }: SwatchProps) {
  return (
    <figure>
      <svg class="swatch" viewBox="0 0 200 56" role="img" aria-label={`${name}: ${colour}`}>
        <rect width="200" height="56" fill={ground} />
        <text x="14" y="34" font-size="15" fill={colour} text-decoration="underline">
          {t('settings.sample_link')}
        </text>
        <rect x="96" y="10" width="92" height="36" rx="6" fill={colour} />
        <text x="142" y="34" font-size="15" fill={text} text-anchor="middle">
          {t('settings.sample_button')}
        </text>
      </svg>
      <figcaption class="quiet">
        {name}: {colour}
      </figcaption>
    </figure>
  );
}

/** The logo as pages show it, and the forms that upload and remove it. */
function LogoPart({ shell, logoForm, mayChange, asOf }: SavingProps & { logoForm: FormState }) {
  const { t, store } = shell;
  const hasLogo = store.policies.shop.logo !== null;
  return (
    <section class="part">
      <h2>{settingName(t, 'shop.logo')}</h2>
      {hasLogo ? (
        <div class="grounds">
          <figure>
            <div class="ground ground-light">
              <Logo store={store} />
            </div>
            <figcaption class="quiet">{t('settings.ground_light')}</figcaption>
          </figure>
          <figure>
            <div class="ground ground-dark">
              <Logo store={store} />
            </div>
            <figcaption class="quiet">{t('settings.ground_dark')}</figcaption>
          </figure>
        </div>
      ) : (
        <p>{t('settings.logo_none_yet')}</p>
      )}
      {mayChange && <UploadForm shell={shell} form={logoForm} asOf={asOf} />}
      {mayChange && hasLogo && (
        <form method="post" action="/admin/settings/brand/logo/removal">
          <AsOf at={asOf} />
          <button class="btn btn-plain btn-sm" type="submit">
            {t('settings.remove_logo')}
          </button>
        </form>
      )}
    </section>
  );
}

function UploadForm({ shell: { t, language }, form, asOf }: { shell: Shell; form: FormState; asOf: number }) {
  const kilobytes = (bytes: number) => whole(bytes / 1024, language);
  return (
    <form
      method="post"
      action="/admin/settings/brand/logo"
      enctype="multipart/form-data"
      class="narrow ms-0"
      novalidate
    >
      <AsOf at={asOf} />
      <FileField
        t={t}
        form={form}
        name="logo"
        label={t('settings.choose_logo')}
        hint={t('settings.logo_hint', {
          svg: kilobytes(mostSvgBytes),
          png: kilobytes(mostBytes),
          pixels: whole(mostPixels, language),
          longest,
        })}
        accept="image/svg+xml,image/png"
      />
      <button class="btn btn-plain self-start" type="submit">
        {t('settings.upload_logo')}
      </button>
    </form>
  );
}
