package dev.tailor.model.internal;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Every Python name that a pickle of tensors may hold; all others are refused, because unpickling would call them. */
enum PickleGlobal {
    ORDERED_DICT("collections.OrderedDict", null),
    REBUILD_TENSOR("torch._utils._rebuild_tensor_v2", null),
    REBUILD_PARAMETER("torch._utils._rebuild_parameter", null),
    FLOAT("torch.FloatStorage", ElementType.F32),
    HALF("torch.HalfStorage", ElementType.F16),
    BFLOAT16("torch.BFloat16Storage", ElementType.BF16),
    DOUBLE("torch.DoubleStorage", ElementType.F64),
    LONG("torch.LongStorage", ElementType.I64),
    INT("torch.IntStorage", ElementType.I32),
    SHORT("torch.ShortStorage", ElementType.I16),
    CHAR("torch.CharStorage", ElementType.I8),
    BYTE("torch.ByteStorage", ElementType.U8),
    BOOL("torch.BoolStorage", ElementType.BOOL);

    private final String path;
    private final @Nullable ElementType storage;

    PickleGlobal(String path, @Nullable ElementType storage) {
        this.path = path;
        this.storage = storage;
    }

    static Optional<PickleGlobal> of(String path) {
        return Arrays.stream(values()).filter(known -> known.path.equals(path)).findAny();
    }

    /** The numbers of a storage class. */
    Optional<ElementType> storage() {
        return Optional.ofNullable(storage);
    }
}
