import type { Child, FC } from 'hono/jsx'

/** `value` comes formatted; the whole tile leads to the records behind it. Stands in `<ul class="mj-tiles">`. */
export type StatTileProps = { href: string; value: string | number; unit?: string; label: string; note?: Child }

export const StatTile: FC<StatTileProps> = ({ href, value, unit, label, note }) => (
  <li class="mj-tile">
    <a class="mj-tile__link" href={href}>
      <span class="mj-tile__label">{label}</span>
      <span class="mj-tile__figure">
        <span class="mj-tile__value">{value}</span>
        {unit && <span class="mj-tile__unit">{unit}</span>}
      </span>
    </a>
    {note && <p class="mj-tile__note">{note}</p>}
  </li>
)
