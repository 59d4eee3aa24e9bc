//! The smallest program that ends in the same way.

use std::time::{Duration, Instant};

use crate::child::{End, Nursery};
use crate::corpus::tokens;

/// A hang costs its ten seconds at each try.
const PATIENCE: Duration = Duration::from_secs(60);

/// Leaves out lines, then tokens, in ever smaller runs, for as long as the end is the same.
pub fn shrink(nursery: &mut Nursery, program: &[u8], end: &End) -> Vec<u8> {
    let deadline = Instant::now() + PATIENCE;
    let text = match String::from_utf8(program.to_vec()) {
        Ok(text) => text,
        Err(_) => {
            let bytes = program.iter().map(|byte| vec![*byte]).collect();
            return without(nursery, bytes, end, deadline);
        }
    };
    let lines = text.split_inclusive('\n').map(|it| it.as_bytes().to_vec());
    let fewer = without(nursery, lines.collect(), end, deadline);
    let pieces = tokens(&String::from_utf8_lossy(&fewer));
    let pieces = pieces.into_iter().map(String::into_bytes);
    without(nursery, pieces.collect(), end, deadline)
}

fn without(
    nursery: &mut Nursery,
    mut pieces: Vec<Vec<u8>>,
    end: &End,
    deadline: Instant,
) -> Vec<u8> {
    let mut count = pieces.len() / 2;
    while count > 0 && Instant::now() < deadline {
        let mut at = 0;
        let mut smaller = false;
        while at < pieces.len() && Instant::now() < deadline {
            let mut fewer = pieces.clone();
            fewer.drain(at..(at + count).min(pieces.len()));
            if nursery.end_of(&fewer.concat()) == *end {
                pieces = fewer;
                smaller = true;
            } else {
                at += count;
            }
        }
        if !smaller || count > 1 {
            count /= 2;
        }
    }
    pieces.concat()
}
