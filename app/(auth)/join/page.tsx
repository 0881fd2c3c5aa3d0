import { JoinForm } from './JoinForm.tsx';

export const metadata = { title: 'Join' };

/** Where set-up links and invitations lead; the token stands behind #, so the server never sees it in an address. */
export default function JoinPage() {
  return <JoinForm />;
}
