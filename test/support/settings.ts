// The forms of settings, filled in as they are to begin with.

/** What Harbour Goods asks at registration, as the form says it. */
export const registrationFields = {
  'registrationFields.name': 'required',
  'registrationFields.phone': 'optional',
  'registrationFields.company': 'off',
  'registrationFields.vatId': 'off',
  'registrationFields.birthDate': 'off',
  'registrationFields.billingAddress': 'off',
  'registrationFields.newsletter': 'optional',
};

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
  {
    path: '/admin/settings/registration',
    form: registrationFields,
  },
  { path: '/admin/settings/staff', form: { 'staff.secondStep': 'optional' } },
];
