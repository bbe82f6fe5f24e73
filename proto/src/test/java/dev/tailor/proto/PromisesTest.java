package dev.tailor.proto;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumValueDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.DescriptorProtos.MethodDescriptorProto;
import com.google.protobuf.DescriptorProtos.ServiceDescriptorProto;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class PromisesTest {

    @Test
    void aFieldThatIsGoneIsABrokenPromise() {
        assertThat(brokenBy(file -> file.getMessageTypeBuilder(0).clearField()))
                .containsExactly("field t.v1.Coat = 1 (OPTIONAL TYPE_INT64 length) is gone");
    }

    @Test
    void aRenumberedFieldIsABrokenPromise() {
        assertThat(brokenBy(
                        file -> file.getMessageTypeBuilder(0).getFieldBuilder(0).setNumber(2)))
                .hasSize(1);
    }

    @Test
    void aRetypedFieldIsABrokenPromise() {
        assertThat(brokenBy(
                        file -> file.getMessageTypeBuilder(0).getFieldBuilder(0).setType(Type.TYPE_STRING)))
                .containsExactly("field t.v1.Coat = 1 was OPTIONAL TYPE_INT64 length, is OPTIONAL TYPE_STRING length");
    }

    @Test
    void aFieldThatBecomesAListIsABrokenPromise() {
        assertThat(brokenBy(file -> file.getMessageTypeBuilder(0)
                        .getFieldBuilder(0)
                        .setLabel(FieldDescriptorProto.Label.LABEL_REPEATED)))
                .hasSize(1);
    }

    @Test
    void anEnumValueThatIsGoneIsABrokenPromise() {
        assertThat(brokenBy(file -> file.getEnumTypeBuilder(0).removeValue(0)))
                .containsExactly("value t.v1.Cloth = 0 (CLOTH_UNSPECIFIED) is gone");
    }

    @Test
    void aCallThatIsGoneIsABrokenPromise() {
        assertThat(brokenBy(file -> file.getServiceBuilder(0).clearMethod()))
                .containsExactly("rpc t.v1.Coats/Sew (.t.v1.Coat -> .t.v1.Coat) is gone");
    }

    @Test
    void aCallThatBeginsToStreamIsABrokenPromise() {
        assertThat(brokenBy(
                        file -> file.getServiceBuilder(0).getMethodBuilder(0).setServerStreaming(true)))
                .containsExactly("rpc t.v1.Coats/Sew was .t.v1.Coat -> .t.v1.Coat, is .t.v1.Coat -> stream .t.v1.Coat");
    }

    @Test
    void aNewFieldBreaksNothingAndIsNamed() {
        // Given
        var before = contract();
        var after = before.toBuilder();
        // When
        after.getMessageTypeBuilder(0).addField(field("buttons", 2));
        // Then
        assertThat(promises(before).brokenBy(promises(after.build()))).isEmpty();
        assertThat(promises(before).addedBy(promises(after.build()))).containsExactly("field t.v1.Coat = 2");
    }

    private static List<String> brokenBy(Consumer<FileDescriptorProto.Builder> change) {
        var before = contract();
        var after = before.toBuilder();
        change.accept(after);
        return promises(before).brokenBy(promises(after.build()));
    }

    private static Promises promises(FileDescriptorProto file) {
        return Promises.of(FileDescriptorSet.newBuilder().addFile(file).build());
    }

    private static FileDescriptorProto contract() {
        return FileDescriptorProto.newBuilder()
                .setName("t.proto")
                .setPackage("t.v1")
                .addMessageType(DescriptorProto.newBuilder().setName("Coat").addField(field("length", 1)))
                .addEnumType(EnumDescriptorProto.newBuilder()
                        .setName("Cloth")
                        .addValue(EnumValueDescriptorProto.newBuilder()
                                .setName("CLOTH_UNSPECIFIED")
                                .setNumber(0)))
                .addService(ServiceDescriptorProto.newBuilder()
                        .setName("Coats")
                        .addMethod(MethodDescriptorProto.newBuilder()
                                .setName("Sew")
                                .setInputType(".t.v1.Coat")
                                .setOutputType(".t.v1.Coat")))
                .build();
    }

    private static FieldDescriptorProto field(String name, int number) {
        return FieldDescriptorProto.newBuilder()
                .setName(name)
                .setNumber(number)
                .setLabel(FieldDescriptorProto.Label.LABEL_OPTIONAL)
                .setType(Type.TYPE_INT64)
                .build();
    }
}
