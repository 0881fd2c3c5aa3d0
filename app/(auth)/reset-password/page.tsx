import { ResetForm } from './ResetForm.tsx';

export const metadata = { title: 'New password' };

/** Where reset links lead. */
export default function ResetPasswordPage() {
  return <ResetForm />;
}
