//! What a list costs in memory: room ahead is address space and costs nothing. Alone
//! in its process, because it looks at the whole process.

use glassnake::object::{Heap, Value};

#[test]
fn a_long_list_costs_eight_bytes_an_item() {
    let heap = Heap::new().unwrap();
    let before = resident();
    let list = heap.list(&[]);
    for number in 0..5_000_000 {
        list.push(&heap, Value::small(number)).unwrap();
    }
    assert_eq!(list.len(), 5_000_000);
    // The arrays that it outgrew are small, as each had a lot of room.
    assert!(
        resident() - before < 46 << 20,
        "{} bytes",
        resident() - before
    );
}

/// Bytes of memory that this process occupies.
fn resident() -> usize {
    let statm = std::fs::read_to_string("/proc/self/statm").unwrap();
    statm.split(' ').nth(1).unwrap().parse::<usize>().unwrap() * 4096
}
