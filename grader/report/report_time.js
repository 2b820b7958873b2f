// SPDX-License-Identifier: MIT
// The space-time diagram: a line is a rank, time goes to the right. Bars are calls that the rank was in, arrows are
// messages, upright lines collectives, dashed arrows who waits for whom for ever.
//
// Time is logical (Lamport 1978): each beginning and end of a call is one step behind the one before it on its rank, and
// the end of a receive is behind the beginning of the send. So the diagram is short whatever the clock says.
'use strict';

const STEP = 32, LANE = 46, LEFT = 44, TOP = 26;

// The calls worth drawing: not MPI_Init and MPI_Finalize, unless a rank never came out of them.
function shownCalls(events) {
    return events.filter(event => (event.kind !== 'init' && event.kind !== 'finalize') || isStuck(event))
        .map(event => ({...event, begin: 0, end: 0}));
}

function isStuck(event) {
    return event.blocking && event.leave_us === undefined;
}

// The other end of each message that a call sent.
function receiverOf(call, byKey) {
    return call.match && call.match.sends && call.match.index !== undefined ? byKey.get(`${call.match.rank}:${call.match.index}`) : undefined;
}

function setLevels(calls, byKey) {
    const points = [];
    for (const call of calls) {
        points.push({at: call.enter_us, call, begins: true});
        if (call.leave_us !== undefined)
            points.push({at: call.leave_us, call, begins: false});
    }
    points.sort((a, b) => a.at - b.at || b.begins - a.begins);
    const level = new Map(), sent = new Map();
    for (const {call, begins} of points) {
        const now = level.get(call.rank) || 0;
        let next = begins || call.blocking ? now + 1 : now;
        if (!begins)
            next = Math.max(next, call.begin + 1, (sent.get(call) || 0) + 1);
        call[begins ? 'begin' : 'end'] = next;
        level.set(call.rank, Math.max(now, next));
        const receiver = begins ? receiverOf(call, byKey) : undefined;
        if (receiver)
            sent.set(receiver, Math.max(sent.get(receiver) || 0, next));
    }
    const last = Math.max(1, ...level.values()) + 1;
    for (const call of calls)
        if (isStuck(call))
            call.end = last;
        else if (call.end === 0)
            call.end = call.begin;
    return last;
}

function xOf(level) {
    return LEFT + level * STEP;
}

function yOf(rank) {
    return TOP + rank * LANE + 16;
}

function arrowHead(x, y, fromX, fromY, name) {
    const angle = Math.atan2(y - fromY, x - fromX), size = 8, spread = 0.45;
    const corner = turn => `${x - size * Math.cos(angle + turn)},${y - size * Math.sin(angle + turn)}`;
    return svg('polygon', {class: name, points: `${x},${y} ${corner(spread)} ${corner(-spread)}`});
}

function wordsOf(call) {
    const peer = call.peer !== undefined ? call.peer : call.root;
    const place = call.where ? `, ${call.where.file}:${call.where.line}` : '';
    return `${call.rank}: ${call.call}${peer === undefined ? '' : ` ${peer}`}${call.tag === undefined ? '' : `, tag ${call.tag}`}${place}`;
}

function drawCall(call, next) {
    const x = xOf(call.begin), y = yOf(call.rank), color = `c${call.rank % 6}`;
    const title = svg('title', {}, wordsOf(call));
    const group = svg('g', {}, title);
    if (call.blocking) {
        group.append(svg('rect', {
            class: `bar ${color}${isStuck(call) ? ' stuck' : ''}`, x, y: y - 7, width: Math.max(xOf(call.end) - x, 6), height: 14, rx: 3}));
        if (isStuck(call))
            group.append(svg('text', {x: xOf(call.end) + 4, y: y + 5}, '✗'));
    } else {
        if (call.end > call.begin)
            group.append(svg('line', {class: `arrow ${color}`, x1: x, y1: y, x2: xOf(call.end), y2: y}),
                svg('circle', {class: `gone ${color}`, cx: xOf(call.end), cy: y, r: 4}));
        group.append(svg('circle', {class: `dot ${color}`, cx: x, cy: y, r: 5}));
    }
    const peer = call.peer === undefined ? '' : ` ${call.peer === 'any' ? '∗' : call.peer}`;
    const room = (next === undefined ? 200 : xOf(next) - x) - 3;
    const label = call.call.replace(/^MPI_/, '');
    const text = (label + peer).length * 6 <= room ? label + peer : label;
    const fits = text.length * 6 <= room;
    return [group, ...fits ? [svg('text', {x: call.blocking ? x : x - 4, y: y - 11}, text)] : []];
}

function drawMessages(calls, byKey) {
    const parts = [];
    for (const call of calls) {
        const receiver = receiverOf(call, byKey);
        if (!receiver || receiver.rank === call.rank || receiver.end === 0)
            continue;
        const down = receiver.rank > call.rank ? 1 : -1;
        const x1 = xOf(call.begin) + 3, y1 = yOf(call.rank) + 7 * down, x2 = xOf(receiver.end), y2 = yOf(receiver.rank) - 7 * down;
        parts.push(svg('line', {class: `arrow c${call.rank % 6}`, x1, y1, x2, y2}));
        const head = arrowHead(x2, y2, x1, y1, `head c${call.rank % 6}`);
        parts.push(head);
    }
    return parts;
}

// The nth collective of a communicator is one for all ranks, if they call the same.
function drawMeetings(calls) {
    const counts = new Map(), meetings = new Map();
    for (const call of calls) {
        if (call.kind !== 'collective')
            continue;
        const mine = `${call.rank} ${call.comm || ''}`, nth = counts.get(mine) || 0;
        counts.set(mine, nth + 1);
        const key = `${call.comm || ''} ${nth} ${call.call}`;
        meetings.set(key, [...(meetings.get(key) || []), call]);
    }
    return [...meetings.values()].filter(members => members.length > 1).map(members => {
        const x = xOf(Math.max(...members.map(call => call.begin))) + 3, ranks = members.map(call => call.rank);
        return svg('line', {class: 'meet', x1: x, x2: x, y1: yOf(Math.min(...ranks)) - 10, y2: yOf(Math.max(...ranks)) + 10});
    });
}

function drawWaits(waits, last) {
    const parts = [], x = xOf(last) + 18;
    for (const {rank, needs} of waits) {
        for (const other of Array.isArray(needs) ? needs : []) {
            if (other === rank)
                continue;
            const y1 = yOf(rank), y2 = yOf(other) + (other > rank ? -6 : 6), bend = x + 26 + 10 * Math.abs(other - rank);
            parts.push(svg('path', {class: 'waits', d: `M${x} ${y1}C${bend} ${y1} ${bend} ${y2} ${x + 2} ${y2}`}),
                arrowHead(x, y2, x + 20, y2, 'waits-head'));
        }
    }
    return parts;
}

function drawLanes(np, width) {
    const parts = [];
    for (let rank = 0; rank < np; rank++)
        parts.push(svg('line', {class: 'lane', x1: LEFT, x2: width - 70, y1: yOf(rank), y2: yOf(rank)}),
            svg('text', {x: LEFT - 10, y: yOf(rank) + 4, 'text-anchor': 'end'}, String(rank)));
    return parts;
}

function timeLegend(calls, waits, words) {
    const swatch = (...parts) => svg('svg', {width: 26, height: 16, 'aria-hidden': 'true'}, ...parts);
    const items = [];
    if (calls.some(call => call.blocking && !isStuck(call)))
        items.push([swatch(svg('rect', {class: 'bar c0', x: 2, y: 2, width: 22, height: 12, rx: 3})), words.inCall]);
    if (calls.some(call => call.match))
        items.push([swatch(svg('line', {class: 'arrow c0', x1: 1, y1: 8, x2: 20, y2: 8}), arrowHead(24, 8, 0, 8, 'head c0')), words.message]);
    if (calls.some(call => call.kind === 'collective'))
        items.push([swatch(svg('line', {class: 'meet', x1: 13, y1: 0, x2: 13, y2: 16})), words.collective]);
    if (calls.some(isStuck))
        items.push([swatch(svg('rect', {class: 'bar stuck', x: 2, y: 2, width: 22, height: 12, rx: 3})), words.stuck]);
    if (waits.length > 0)
        items.push([swatch(svg('line', {class: 'waits', x1: 1, y1: 8, x2: 20, y2: 8}), arrowHead(25, 8, 0, 8, 'waits-head')), words.waits]);
    return html('ul', {class: 'legend'}, ...items.map(([picture, label]) => html('li', {}, picture, label)));
}

// Null when there is nothing to see, or too much.
function drawTime(np, events, waits, words) {
    const calls = shownCalls(events || []);
    if (calls.length === 0 || calls.length > 400 || np > 64)
        return null;
    const byKey = new Map(calls.map(call => [`${call.rank}:${call.index}`, call]));
    const last = setLevels(calls, byKey), width = xOf(last) + 120, height = yOf(np - 1) + 26;
    const picture = svg('svg', {width, height, role: 'img', 'aria-label': words.timeOf});
    const labels = []; // above all lines
    picture.append(...drawLanes(np, width), ...drawMeetings(calls));
    for (let rank = 0; rank < np; rank++) {
        const mine = calls.filter(call => call.rank === rank).sort((a, b) => a.begin - b.begin);
        mine.forEach((call, i) => {
            const [bar, ...label] = drawCall(call, mine[i + 1] && mine[i + 1].begin);
            picture.append(bar);
            labels.push(...label);
        });
    }
    picture.append(...drawMessages(calls, byKey), ...drawWaits(waits, last), ...labels);
    return html('div', {}, html('div', {class: 'pictures'}, figure(picture, words.time)), timeLegend(calls, waits, words));
}
