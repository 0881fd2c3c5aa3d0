import { env } from '#lib/platform/env.ts';

import { ForgotForm } from './ForgotForm.tsx';

export const metadata = { title: 'New password' };

/** Asks for a reset link by mail, or says how to get one where no mail is set up. */
export default function ForgotPasswordPage() {
  return <ForgotForm hasMail={env().smtp !== null} />;
}
