import { startFakeSource, type FakeSource } from './fake-source.ts';

/** Units of a currency for one euro, as the file writes them, by day and currency; newest day first. */
export type EcbDays = readonly (readonly [ratedOn: string, rates: Readonly<Record<string, string>>])[];

/** Text of `eurofxref-hist-90d.xml` and its like. */
export function euroRatesText(days: EcbDays): string {
  const cubes = days.map(([ratedOn, rates]) => {
    const ofDay = Object.entries(rates).map(
      ([currency, rate]) => `\t\t\t<Cube currency="${currency}" rate="${rate}"/>`,
    );
    return `\t\t<Cube time="${ratedOn}">\n${ofDay.join('\n')}\n\t\t</Cube>`;
  });

  return `<?xml version="1.0" encoding="UTF-8"?>
<gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01" xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">
	<gesmes:subject>Reference rates</gesmes:subject>
	<gesmes:Sender>
		<gesmes:name>European Central Bank</gesmes:name>
	</gesmes:Sender>
	<Cube>
${cubes.join('\n')}
	</Cube>
</gesmes:Envelope>
`;
}

const FOLDER = '/stats/eurofxref/';

/** The bank with these days: today's file has the first of them, the short file the first ninety, the long one all. */
export function startFakeEcb(days: EcbDays): Promise<FakeSource> {
  const files = new Map([
    [`${FOLDER}eurofxref-daily.xml`, days.slice(0, 1)],
    [`${FOLDER}eurofxref-hist-90d.xml`, days.slice(0, 90)],
    [`${FOLDER}eurofxref-hist.xml`, days],
  ]);

  return startFakeSource((path) => {
    const file = files.get(path);
    if (file === undefined) return { status: 404, mediaType: 'text/html', body: '<html>Not found</html>' };
    return { status: 200, mediaType: 'text/xml', body: euroRatesText(file) };
  });
}
