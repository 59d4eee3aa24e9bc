//! How many characters a part of a pattern matches: a look-behind goes back as many, so it
//! must be one number.

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Width {
    least: u64,
    most: u64,
}

impl Width {
    pub const ZERO: Width = Width { least: 0, most: 0 };
    pub const ONE: Width = Width { least: 1, most: 1 };

    pub fn is_fixed(self) -> bool {
        self.least == self.most
    }

    /// Of this and then another.
    pub fn then(self, next: Width) -> Width {
        Width {
            least: self.least.saturating_add(next.least),
            most: self.most.saturating_add(next.most),
        }
    }

    /// Of this or another.
    pub fn or(self, other: Width) -> Width {
        Width {
            least: self.least.min(other.least),
            most: self.most.max(other.most),
        }
    }

    /// Of this so many times.
    pub fn times(self, least: u32, most: u32) -> Width {
        Width {
            least: self.least.saturating_mul(least.into()),
            most: self.most.saturating_mul(most.into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_add_up() {
        let two = Width::ONE.then(Width::ONE);
        assert!(two.is_fixed() && two.or(two).is_fixed());
        assert!(!two.or(Width::ONE).is_fixed());
        assert_eq!(Width::ONE.times(2, 2), two);
        assert!(!Width::ONE.times(0, u32::MAX).is_fixed());
        assert!(Width::ZERO.times(0, u32::MAX).is_fixed());
    }
}
