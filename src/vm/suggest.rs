//! "Did you mean": the closest name, by the rules that CPython's suggestions follow.

/// Longest name and most candidates that are looked at.
const MAX_NAME: usize = 40;
const MAX_CANDIDATES: usize = 750;
const MOVE_COST: usize = 2;
const CASE_COST: usize = 1;

fn substitution(a: u8, b: u8) -> usize {
    if a == b {
        0
    } else if a.eq_ignore_ascii_case(&b) {
        CASE_COST
    } else {
        MOVE_COST
    }
}

/// Weighted edit distance, or more than `max`.
fn distance(a: &[u8], b: &[u8], max: usize) -> usize {
    let skip = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[skip..], &b[skip..]);
    let tail = a
        .iter()
        .rev()
        .zip(b.iter().rev())
        .take_while(|(x, y)| x == y)
        .count();
    let (mut a, mut b) = (&a[..a.len() - tail], &b[..b.len() - tail]);
    if a.is_empty() || b.is_empty() {
        return (a.len() + b.len()) * MOVE_COST;
    }
    if a.len() > b.len() {
        std::mem::swap(&mut a, &mut b);
    }
    if (b.len() - a.len()) * MOVE_COST > max || a.len() > MAX_NAME || b.len() > MAX_NAME {
        return max + 1;
    }
    let mut row: Vec<usize> = (1..=a.len()).map(|i| i * MOVE_COST).collect();
    let mut result = 0;
    for (bi, &bc) in b.iter().enumerate() {
        let mut diagonal = bi * MOVE_COST;
        result = diagonal;
        let mut least = usize::MAX;
        for (i, &ac) in a.iter().enumerate() {
            let sub = diagonal + substitution(bc, ac);
            diagonal = row[i];
            let other = result.min(diagonal) + MOVE_COST;
            result = sub.min(other);
            row[i] = result;
            least = least.min(result);
        }
        if least > max {
            return max + 1;
        }
    }
    result
}

/// The candidate most like `name`, if one is close enough.
pub fn closest<'a>(name: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let mut best: Option<(usize, &str)> = None;
    for (i, c) in candidates.enumerate() {
        if i >= MAX_CANDIDATES {
            return None;
        }
        if c == name {
            continue;
        }
        // No more than a third of the characters may differ.
        let mut max = (name.len() + c.len() + 3) * MOVE_COST / 6;
        if let Some((d, _)) = best {
            max = max.min(d.saturating_sub(1));
        }
        let d = distance(name.as_bytes(), c.as_bytes(), max);
        if d <= max && best.is_none_or(|(b, _)| d < b) {
            best = Some((d, c));
        }
    }
    best.map(|(_, c)| c)
}

#[cfg(test)]
mod tests {
    use super::closest;

    #[test]
    fn finds_near_names_only() {
        let c = ["append", "extend", "insert"];
        assert_eq!(closest("apend", c.into_iter()), Some("append"));
        assert_eq!(closest("Append", c.into_iter()), Some("append"));
        assert_eq!(closest("zzz", c.into_iter()), None);
    }
}
