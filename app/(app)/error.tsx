'use client';

import { Failure } from '../_ui/Failure.tsx';

interface ErrorPageProps {
  readonly error: Error & { readonly digest?: string };
  readonly retry: () => void;
}

/** Drawn state of a page that broke while it was drawn; the id stands in the log beside the cause. */
export default function ErrorPage({ error, retry }: ErrorPageProps) {
  return (
    <Failure detail="This is a fault of Waterline, not of what you asked for." id={error.digest ?? null}>
      <button type="button" onClick={retry}>
        Try again
      </button>
    </Failure>
  );
}
