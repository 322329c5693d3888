//! Items with their numbers, as lists: paragraphs that follow each other, one list within the other, and items as they stand.

use super::content::{Block, List, Piece};
use super::number::Number;

/// A paragraph that is an item.
#[derive(Clone, Debug)]
pub(super) struct Item {
    /// How deep it stands, from 0.
    pub(super) level: u8,
    /// Its number.
    pub(super) number: Number,
    /// Its text.
    pub(super) text: Vec<Piece>,
    /// The paragraphs that go on with it.
    pub(super) more: Vec<Vec<Piece>>,
}

/// The lists that items make.
pub(super) fn lists(items: &[Item]) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut at = 0;
    let mut base = items.first().map_or(0, |item| item.level);
    while at < items.len() {
        let item = &items[at];
        base = base.min(item.level);
        let numbers = match item.number {
            Number::Plain(number, sign) => Some((number, sign)),
            _ => None,
        };
        let mut text = item.text.clone();
        if let Number::Shown(shown) = &item.number {
            text.insert(0, Piece::plain(format!("{shown} ")));
        }
        let mut content = vec![Block::Paragraph(text)];
        content.extend(item.more.iter().cloned().map(Block::Paragraph));
        at += 1;
        let nested = items[at..].iter().take_while(|next| next.level > item.level).count();
        content.extend(lists(&items[at..at + nested]));
        at += nested;
        match blocks.last_mut() {
            Some(Block::List(list)) if list.goes_on(numbers) => list.items.push(content),
            _ => blocks.push(Block::List(List { numbers, items: vec![content] })),
        }
    }
    blocks
}

/// The lists that items make, in order: where numbers do not go on, another list begins.
pub(super) fn joined(items: Vec<(Number, Vec<Block>)>) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    for (number, mut content) in items {
        let numbers = match number {
            Number::Plain(number, sign) => Some((number, sign)),
            _ => None,
        };
        if let Number::Shown(shown) = &number {
            let label = Piece::plain(format!("{shown} "));
            match content.first_mut() {
                Some(Block::Paragraph(text)) => text.insert(0, label),
                _ => content.insert(0, Block::Paragraph(vec![label])),
            }
        }
        match blocks.last_mut() {
            Some(Block::List(list)) if list.goes_on(numbers) => list.items.push(content),
            _ => blocks.push(Block::List(List { numbers, items: vec![content] })),
        }
    }
    blocks
}

/// Adds blocks to the last item so many levels deep, or as deep as there is one.
pub(super) fn nest(open: &mut Vec<Block>, blocks: Vec<Block>, depth: usize) {
    if depth > 0
        && let Some(Block::List(list)) = open.last_mut()
        && let Some(item) = list.items.last_mut()
    {
        return nest(item, blocks, depth - 1);
    }
    for block in blocks {
        match (block, open.last_mut()) {
            (Block::List(list), Some(Block::List(last))) if last.goes_on(list.numbers) => last.items.extend(list.items),
            (block, _) => open.push(block),
        }
    }
}
