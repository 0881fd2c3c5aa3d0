/** How every field for a new password is: the server weighs it and says what is weak. */
export const NEW_PASSWORD = {
  name: 'password',
  type: 'password',
  autoComplete: 'new-password',
  required: true,
  minLength: 10,
  maxLength: 128,
  hint: 'At least 10 characters, hard to guess: four words that do not belong together are good.',
} as const;
