// SPDX-License-Identifier: MIT
// The map of iterations: a row is a rank, a column an iteration, a filled cell says that this rank does it.
// Expected and found stand side by side; what differs is told by shape as well as by colour.
'use strict';

function svg(name, attributes, ...children) {
    const element = document.createElementNS('http://www.w3.org/2000/svg', name);
    for (const [key, value] of Object.entries(attributes))
        element.setAttribute(key, value);
    element.append(...children);
    return element;
}

function html(name, attributes, ...children) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes))
        element.setAttribute(key, value);
    element.append(...children);
    return element;
}

// What a rank's cell is in the found map: done, missing, extra, or empty; and how often it was done.
function cellOf(expected, found, rank, iteration) {
    const count = (found[rank] || []).filter(one => one === iteration).length;
    const wanted = (expected[rank] || []).includes(iteration);
    return {count, kind: count > 0 ? (wanted ? 'done' : 'extra') : wanted ? 'missing' : 'empty'};
}

function drawCell(kind, count, x, y, width, height, rank) {
    const inset = kind === 'missing' || kind === 'extra' ? 1.5 : 0.5;
    const box = {x: x + inset, y: y + inset, width: Math.max(width - 2 * inset, 1), height: height - 2 * inset};
    const parts = [svg('rect', {...box, class: `${kind} c${rank % 6}`})];
    if (kind === 'extra' && width >= 8) {
        const a = 4, right = x + width - a, bottom = y + height - a;
        parts.push(svg('path', {class: 'cross', d: `M${x + a} ${y + a}L${right} ${bottom}M${right} ${y + a}L${x + a} ${bottom}`}));
    } else if (count > 1 && width >= 12) {
        parts.push(svg('text', {class: 'count', x: x + width / 2, y: y + height / 2 + 4}, String(count)));
    }
    return parts;
}

function drawGrid(iterations, ranks, cell, name, words) {
    const width = iterations.length > 64 ? 6 : iterations.length > 32 ? 10 : iterations.length > 16 ? 16 : 22;
    const height = 20, left = 26, top = 18;
    const every = Math.ceil((String(iterations[iterations.length - 1]).length * 7 + 5) / width);
    const picture = svg('svg', {
        width: left + iterations.length * width + 8, height: top + ranks * height + 4, role: 'img'},
        svg('title', {}, name), svg('desc', {}, words.tableSays));
    iterations.forEach((iteration, i) => {
        if (i % every === 0)
            picture.append(svg('text', {class: 'small', x: left + i * width + width / 2, y: 12, 'text-anchor': 'middle'}, String(iteration)));
    });
    for (let rank = 0; rank < ranks; rank++) {
        picture.append(svg('text', {x: left - 7, y: top + rank * height + 14, 'text-anchor': 'end'}, String(rank)));
        iterations.forEach((iteration, i) => {
            const {kind, count} = cell(rank, iteration);
            picture.append(...drawCell(kind, count, left + i * width, top + rank * height, width, height, rank));
        });
    }
    return picture;
}

function figure(picture, caption) {
    return html('figure', {}, html('figcaption', {}, caption),
        html('div', {class: 'scroll', tabindex: '0', role: 'group', 'aria-label': caption}, picture));
}

// Null when there is nothing to see, or too much.
function drawMap(assignment, words) {
    const most = 160;
    if (!assignment || !Array.isArray(assignment.expected) || !Array.isArray(assignment.got))
        return null;
    const {expected, got} = assignment;
    const iterations = [...new Set([...expected, ...got].flat())].sort((a, b) => a - b);
    const ranks = Math.max(expected.length, got.length);
    if (iterations.length === 0 || iterations.length > most || ranks > 64)
        return null;
    const seen = new Set();
    const foundCell = (rank, iteration) => {
        const cell = cellOf(expected, got, rank, iteration);
        seen.add(cell.count > 1 ? 'twice' : cell.kind);
        return cell;
    };
    const wantedCell = (rank, iteration) => ({count: 1, kind: (expected[rank] || []).includes(iteration) ? 'done' : 'empty'});
    const pictures = html('div', {class: 'pictures'},
        figure(drawGrid(iterations, ranks, wantedCell, `${words.mapOf}: ${words.expected}`, words), words.expected),
        figure(drawGrid(iterations, ranks, foundCell, `${words.mapOf}: ${words.found}`, words), words.found));
    const legend = html('ul', {class: 'legend'});
    for (const [kind, label] of [['done', words.right], ['missing', words.missing], ['extra', words.extra], ['twice', words.twice]]) {
        if (!seen.has(kind))
            continue;
        const swatch = svg('svg', {width: 20, height: 20, 'aria-hidden': 'true'});
        swatch.append(...drawCell(kind === 'twice' ? 'done' : kind, kind === 'twice' ? 2 : 1, 0, 0, 20, 20, 0));
        legend.append(html('li', {}, swatch, label));
    }
    return html('div', {}, pictures, legend);
}
