import { areValuesWritten, barNames, isInColumns } from '#lib/charts/bar-layout.ts';
import { barTop, type BarPlotModel } from '#lib/charts/bar-plot-model.ts';
import { axisPosition } from '#lib/charts/plot-axis.ts';
import { LABEL_HEIGHT_PX, ROOMS, type Room } from '#lib/charts/plot-layout.ts';

import { SketchText } from './SketchText.tsx';

interface NamesProps {
  readonly model: BarPlotModel;
}

function NamesOfRoom({ model, room }: NamesProps & { readonly room: Room }) {
  const isColumns = isInColumns(model);
  return barNames(model, room).map((lines, index) => {
    const middle = (index + 0.5) / model.bars.length;
    const first = isColumns ? 14 : (-(lines.length - 1) * LABEL_HEIGHT_PX) / 2;
    return lines.map(({ text, isQuiet }, line) => {
      const dy = first + line * LABEL_HEIGHT_PX;
      return (
        <SketchText
          key={`${String(index)} ${String(line)}`}
          label={
            isColumns
              ? { text, x: middle, y: 1, dx: 0, dy, align: 'center' }
              : { text, x: 0, y: middle, dx: -8, dy, align: 'right' }
          }
          tone={isQuiet ? 'muted' : 'ink'}
          only={room}
        />
      );
    });
  });
}

function Values({ model }: NamesProps) {
  const isColumns = isInColumns(model);
  const room = ROOMS.find((each) => areValuesWritten(model, each));
  if (room === undefined) return null;
  return model.bars.map((bar, index) => {
    const { valueLabel: text } = bar;
    const middle = (index + 0.5) / model.bars.length;
    const top = 1 - axisPosition(model.valueAxis, barTop(bar));
    return (
      <SketchText
        key={index}
        label={
          isColumns
            ? { text, x: middle, y: top, dx: 0, dy: -11, align: 'center' }
            : { text, x: 1, y: middle, dx: 8, dy: 0, align: 'left' }
        }
        isMono
        room={room}
      />
    );
  });
}

/** Names and values of a sketch's bars. */
export function BarSketchNames({ model }: NamesProps) {
  return (
    <>
      {ROOMS.map((room) => (
        <NamesOfRoom key={room} model={model} room={room} />
      ))}
      <Values model={model} />
    </>
  );
}
