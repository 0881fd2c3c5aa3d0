import { PIN_PARAM, writePin, type LinkMoment } from '#lib/core/link/pin.ts';

/** What a form hands on of the address: the date and the pin. */
export function MomentFields({ link: { asOf, pin } }: { readonly link: LinkMoment }) {
  return (
    <>
      {asOf === null ? null : <input type="hidden" name="asOf" value={asOf} />}
      {pin === null ? null : <input type="hidden" name={PIN_PARAM} value={writePin(pin)} />}
    </>
  );
}
