// The forms of settings, filled in as they are to begin with.
export const settingsForms = [
  {
    path: '/admin/settings/access',
    form: {
      registration: 'open',
      activation: 'email',
      passwordAtRegistration: 'chosen',
      forgottenPassword: 'link',
      passwordMinimum: '12',
      removeUnactivatedAfterDays: '30',
    },
  },
  {
    path: '/admin/settings/shopping',
    form: { shopAccess: 'everyone', checkout: 'optional', orderHistory: 'store' },
  },
  { path: '/admin/settings/staff', form: { 'staff.secondStep': 'optional' } },
  { path: '/admin/settings/brand', form: { 'shop.brandColour': '#1f5f7a' } },
];
