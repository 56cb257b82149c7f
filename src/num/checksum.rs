//! Checksums: CRC-32, CRC-CCITT and Adler-32. Pure functions that go on from an earlier value.

const fn crc32_table() -> [u32; 256] {
    let mut table = [0; 256];
    let mut i = 0;
    while i < 256 {
        let mut c = i as u32;
        let mut bit = 0;
        while bit < 8 {
            c = if c & 1 == 1 {
                c >> 1 ^ 0xedb8_8320
            } else {
                c >> 1
            };
            bit += 1;
        }
        table[i] = c;
        i += 1;
    }
    table
}

static CRC32: [u32; 256] = crc32_table();

/// CRC-32 as zlib, gzip and PNG use it.
pub fn crc32(value: u32, bytes: &[u8]) -> u32 {
    let step = |c: u32, b: &u8| CRC32[((c ^ u32::from(*b)) & 0xff) as usize] ^ c >> 8;
    !bytes.iter().fold(!value, step)
}

/// CRC-CCITT as BinHex 4 uses it.
pub fn crc_hqx(value: u16, bytes: &[u8]) -> u16 {
    bytes.iter().fold(value, |value, b| {
        (0..8).fold(value ^ u16::from(*b) << 8, |c, _| match c & 0x8000 {
            0 => c << 1,
            _ => c << 1 ^ 0x1021,
        })
    })
}

/// Adler-32 as zlib uses it.
pub fn adler32(value: u32, bytes: &[u8]) -> u32 {
    const BASE: u32 = 65521;
    // So many bytes can be summed before the second sum could overflow.
    const RUN: usize = 5552;
    let (mut a, mut b) = (value & 0xffff, value >> 16);
    for run in bytes.chunks(RUN) {
        for byte in run {
            a += u32::from(*byte);
            b += a;
        }
        a %= BASE;
        b %= BASE;
    }
    b << 16 | a
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_values() {
        assert_eq!(crc32(0, b"123456789"), 0xcbf4_3926);
        assert_eq!(crc32(crc32(0, b"1234"), b"56789"), 0xcbf4_3926);
        assert_eq!(crc_hqx(0, b"123456789"), 0x31c3);
        assert_eq!(adler32(1, b"Wikipedia"), 0x11e6_0398);
        assert_eq!(
            adler32(1, &[255; 20000]),
            adler32(adler32(1, &[255; 6000]), &[255; 14000])
        );
    }
}
