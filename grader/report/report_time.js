// SPDX-License-Identifier: MIT
// The space-time diagram: a line is a rank, time goes to the right. Bars are calls that the rank was in, their pale part
// is the time it waited for others; arrows are messages, bands across the ranks collectives, dashed arrows who waits for
// whom for ever.
//
// Time is logical (Lamport 1978): a call begins where the one before it on its rank ended, and ends at least one step
// later; the end of a receive is behind the beginning of the send, and who leaves a collective is behind all who had
// entered it. So the diagram is short whatever the clock says, and the same for runs in which the same happened.
'use strict';

const STEP = 56, LANE = 50, TOP = 12, BAR = 9;

// The calls worth drawing: not MPI_Init and MPI_Finalize, unless a rank never came out of them.
function shownCalls(events) {
    return events.filter(event => (event.kind !== 'init' && event.kind !== 'finalize') || isStuck(event))
        .map(event => ({...event, begin: 0, ready: 0, end: 0}));
}

function isStuck(event) {
    return event.blocking && event.leave_us === undefined;
}

// The other end of each message that a call sent.
function receiverOf(call, byKey) {
    return call.match && call.match.sends && call.match.index !== undefined ? byKey.get(`${call.match.rank}:${call.match.index}`) : undefined;
}

// The nth collective of a communicator is one for all ranks, if they call the same.
function setMeetings(calls) {
    const counts = new Map(), meetings = new Map();
    for (const call of calls) {
        if (call.kind !== 'collective')
            continue;
        const mine = `${call.rank} ${call.comm || ''}`, nth = counts.get(mine) || 0;
        counts.set(mine, nth + 1);
        const key = `${call.comm || ''} ${nth} ${call.call}`;
        if (!meetings.has(key))
            meetings.set(key, []);
        meetings.get(key).push(call);
        call.meeting = meetings.get(key);
    }
    return [...meetings.values()].filter(members => members.length > 1);
}

// When each call begins, ends, and no longer waits; the last of all.
function setLevels(calls, byKey) {
    const points = [];
    for (const call of calls) {
        points.push({at: call.enter_us, call, begins: true});
        if (call.leave_us !== undefined)
            points.push({at: call.leave_us, call, begins: false});
    }
    points.sort((a, b) => a.at - b.at || b.begins - a.begins);
    const free = new Map(), sent = new Map(); // the first level that a rank has left; when a message to a call was sent
    for (const {call, begins} of points) {
        if (begins) {
            call.begin = free.get(call.rank) || 0;
            free.set(call.rank, call.begin + 1);
            const receiver = receiverOf(call, byKey);
            if (receiver)
                sent.set(receiver, Math.max(sent.get(receiver) || 0, call.begin));
            continue;
        }
        const met = call.meeting ? call.meeting.map(member => member.begin) : [];
        call.ready = Math.max(call.begin, sent.get(call) || 0, ...met);
        call.end = Math.max(call.ready + 1, call.blocking ? 0 : free.get(call.rank) - 1);
        if (call.blocking)
            free.set(call.rank, call.end);
    }
    const last = Math.max(...free.values(), ...calls.map(call => call.end)) + (calls.some(isStuck) ? 1 : 0);
    for (const call of calls)
        if (isStuck(call))
            call.end = last;
        else if (call.end === 0)
            call.end = call.begin;
    return last;
}

// Where levels and ranks are.
function makePlaces(np, words) {
    const left = 14 + 6.2 * `${words.rank} ${np - 1}`.length;
    return {left, x: level => left + level * STEP + 8, y: rank => TOP + rank * LANE + LANE / 2};
}

function arrowHead(x, y, fromX, fromY, name) {
    const angle = Math.atan2(y - fromY, x - fromX), size = 9, spread = 0.4;
    const corner = turn => `${x - size * Math.cos(angle + turn)},${y - size * Math.sin(angle + turn)}`;
    return svg('polygon', {class: name, points: `${x},${y} ${corner(spread)} ${corner(-spread)}`});
}

function peerOf(call) {
    const peer = call.peer !== undefined ? call.peer : call.root;
    return peer === 'any' ? '∗' : peer;
}

function wordsOf(call) {
    const peer = peerOf(call), place = call.where ? `, ${call.where.file}:${call.where.line}` : '';
    return `${call.rank}: ${call.call}${peer === undefined ? '' : ` ${peer}`}${call.tag === undefined ? '' : `, tag ${call.tag}`}${place}`;
}

// As much of a call's name, and of its peer, as there is room for.
function labelOf(call, room) {
    const name = call.call.replace(/^MPI_/, ''), most = Math.floor(room / 6.4);
    const full = call.kind === 'collective' || peerOf(call) === undefined ? name : `${name} ${peerOf(call)}`;
    return full.length <= most ? full : name.length <= most ? name : `${name.slice(0, Math.max(most - 1, 1))}…`;
}

function drawBar(call, places, color) {
    const x = places.x(call.begin), y = places.y(call.rank), end = places.x(call.end) - 4;
    const solid = isStuck(call) ? x : places.x(call.ready), box = {y: y - BAR, height: 2 * BAR, rx: 3};
    const group = svg('g', {}, svg('title', {}, wordsOf(call)));
    if (solid > x)
        group.append(svg('rect', {...box, class: `idle ${color}`, x, width: end - x}));
    group.append(svg('rect', {...box, class: `bar ${color}${isStuck(call) ? ' stuck' : ''}`, x: solid, width: end - solid}));
    const label = isStuck(call) ? `✗ ${labelOf(call, end - solid - 20)}` : labelOf(call, end - solid - 5);
    return [group, svg('text', {class: 'in-bar', x: solid + 4, y: y + 4}, label)];
}

// What does not block is a dot, with a line below the rank's own until it is complete.
function drawDot(call, places, color, room) {
    const x = places.x(call.begin), y = places.y(call.rank), end = places.x(call.end);
    const group = svg('g', {}, svg('title', {}, wordsOf(call)));
    if (end > x)
        group.append(svg('path', {class: `arrow ${color}`, d: `M${x} ${y}V${y + BAR + 5}H${end}`}),
            svg('circle', {class: `gone ${color}`, cx: end, cy: y + BAR + 5, r: 3.5}));
    group.append(svg('circle', {class: `dot ${color}`, cx: x, cy: y, r: 6}));
    return [group, svg('text', {x: x - 4, y: y - 12}, labelOf(call, room))];
}

function drawMessages(calls, byKey, places) {
    const parts = [];
    for (const call of calls) {
        const receiver = receiverOf(call, byKey);
        if (!receiver || receiver.rank === call.rank || receiver.end === 0)
            continue;
        const down = receiver.rank > call.rank ? 1 : -1, edge = receiver.blocking ? BAR : 0;
        const x1 = places.x(call.begin) + (call.blocking ? 8 : 0), y1 = places.y(call.rank) + BAR * down;
        const x2 = places.x(receiver.end) - (receiver.blocking ? 7 : 0);
        const y2 = receiver.blocking ? places.y(receiver.rank) - edge * down : places.y(receiver.rank) + BAR + 5 - 4 * down;
        parts.push(svg('line', {class: `arrow c${call.rank % 6}`, x1, y1, x2, y2}), arrowHead(x2, y2, x1, y1, `head c${call.rank % 6}`));
    }
    return parts;
}

function drawMeetings(meetings, places) {
    return meetings.map(members => {
        const begin = Math.max(...members.map(call => call.begin)), ranks = members.map(call => call.rank);
        const top = places.y(Math.min(...ranks)) - BAR - 6, bottom = places.y(Math.max(...ranks)) + BAR + 6;
        return svg('rect', {class: 'meet', x: places.x(begin) - 2, width: STEP, y: top, height: bottom - top, rx: 6});
    });
}

// Downward arrows bend further, so that two ranks that wait for each other are seen to.
function drawWaits(waits, np, last, places) {
    const parts = [], x = places.x(last) + 8;
    for (const {rank, needs} of waits) {
        for (const other of Array.isArray(needs) ? needs : []) {
            if (other === rank || other >= np)
                continue;
            const down = other > rank, y1 = places.y(rank) + (down ? 3 : -3), y2 = places.y(other) + (down ? -4 : 4);
            const bend = x + (down ? 34 : 18) + 9 * Math.abs(other - rank);
            parts.push(svg('path', {class: 'waits', d: `M${x} ${y1}C${bend} ${y1} ${bend} ${y2} ${x + 8} ${y2}`}),
                arrowHead(x, y2, x + 20, y2, 'waits-head'));
        }
    }
    return parts;
}

function drawLanes(np, end, places, words) {
    const parts = [];
    for (let rank = 0; rank < np; rank++)
        parts.push(svg('line', {class: 'lane', x1: places.left, x2: end, y1: places.y(rank), y2: places.y(rank)}),
            svg('text', {x: places.left - 8, y: places.y(rank) + 4, 'text-anchor': 'end'}, `${words.rank} ${rank}`));
    return parts;
}

function timeLegend(calls, meetings, waits, words) {
    const swatch = (...parts) => svg('svg', {width: 26, height: 16, 'aria-hidden': 'true'}, ...parts);
    const box = {x: 2, y: 2, width: 22, height: 12, rx: 3};
    const line = name => [svg('line', {class: name, x1: 1, y1: 8, x2: 18, y2: 8})];
    const items = [
        [calls.some(call => call.blocking && !isStuck(call)), words.inCall, svg('rect', {...box, class: 'bar c0'})],
        [calls.some(call => call.blocking && call.ready > call.begin), words.waiting, svg('rect', {...box, class: 'idle c0'})],
        [calls.some(call => call.match), words.message, ...line('arrow c0'), arrowHead(25, 8, 0, 8, 'head c0')],
        [calls.some(call => !call.blocking && call.end > call.begin), words.open,
            svg('circle', {class: 'dot c0', cx: 6, cy: 8, r: 5}), svg('line', {class: 'arrow c0', x1: 6, y1: 8, x2: 19, y2: 8}), svg('circle', {class: 'gone c0', cx: 21, cy: 8, r: 3.5})],
        [meetings.length > 0, words.collective, svg('rect', {...box, class: 'meet'})],
        [calls.some(isStuck), words.stuck, svg('rect', {...box, class: 'bar stuck'}), svg('text', {class: 'in-bar', x: 9, y: 12}, '✗')],
        [waits.length > 0, words.waits, ...line('waits'), arrowHead(25, 8, 0, 8, 'waits-head')],
    ];
    return html('ul', {class: 'legend'},
        ...items.filter(([seen]) => seen).map(([, label, ...parts]) => html('li', {}, swatch(...parts), label)));
}

// Null when there is nothing to see, or too much.
function drawTime(np, events, waits, whole, words) {
    const calls = shownCalls(events || []);
    if (calls.length === 0 || calls.length > 512 || np > 64)
        return null;
    const byKey = new Map(calls.map(call => [`${call.rank}:${call.index}`, call]));
    const meetings = whole || waits.length === 0 ? setMeetings(calls) : []; // of the last ones, none knows which they are
    const last = setLevels(calls, byKey), places = makePlaces(np, words);
    const end = places.x(last) + 12, bends = waits.length > 0 ? 30 + 9 * np : 0, labels = [];
    const picture = svg('svg', {width: end + bends + 12, height: TOP + np * LANE + 6, role: 'img'},
        svg('title', {}, words.timeOf), svg('desc', {}, words.tableSays));
    picture.append(...drawLanes(np, end, places, words), ...drawMeetings(meetings, places));
    for (let rank = 0; rank < np; rank++) {
        const mine = calls.filter(call => call.rank === rank).sort((a, b) => a.begin - b.begin);
        mine.forEach((call, i) => {
            const room = (mine[i + 1] ? places.x(mine[i + 1].begin) : end) - places.x(call.begin);
            const [bar, label] = call.blocking ? drawBar(call, places, `c${rank % 6}`) : drawDot(call, places, `c${rank % 6}`, room);
            picture.append(bar);
            labels.push(label);
        });
    }
    picture.append(...drawMessages(calls, byKey, places), ...drawWaits(waits, np, last, places), ...labels);
    return html('div', {}, html('div', {class: 'pictures'}, figure(picture, words.time)), timeLegend(calls, meetings, waits, words));
}
