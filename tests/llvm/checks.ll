target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

@.file.0 = private unnamed_addr constant [21 x i8] c"tests/llvm/checks.cpi"
@.place.0 = private unnamed_addr constant { ptr, i64, i64, i64 } { ptr @.file.0, i64 21, i64 8, i64 16 }
@.place.1 = private unnamed_addr constant { ptr, i64, i64, i64 } { ptr @.file.0, i64 21, i64 14, i64 49 }
@.place.2 = private unnamed_addr constant { ptr, i64, i64, i64 } { ptr @.file.0, i64 21, i64 15, i64 42 }
@.place.3 = private unnamed_addr constant { ptr, i64, i64, i64 } { ptr @.file.0, i64 21, i64 16, i64 43 }
@.text.0 = private unnamed_addr constant [6 x i8] c"Circle"
@.text.1 = private unnamed_addr constant [6 x i8] c"Square"
@.names.0 = private unnamed_addr constant { i64, [2 x { ptr, i64 }] } { i64 2, [2 x { ptr, i64 }] [{ ptr, i64 } { ptr @.text.0, i64 6 }, { ptr, i64 } { ptr @.text.1, i64 6 }] }
@.place.4 = private unnamed_addr constant { ptr, i64, i64, i64 } { ptr @.file.0, i64 21, i64 16, i64 45 }
@.text.2 = private unnamed_addr constant [16 x i8] c"call through nil"
@.place.5 = private unnamed_addr constant { ptr, i64, i64, i64 } { ptr @.file.0, i64 21, i64 17, i64 58 }

define i64 @total(ptr %a0) #0 {
entry:
  %r1 = alloca i64, align 8
  %r2 = alloca ptr, align 8
  br label %b0
b0:
  store i64 0, ptr %r1
  store ptr %a0, ptr %r2
  br label %b1
b1:
  %0 = load ptr, ptr %r2
  %1 = icmp ne ptr %0, null
  br i1 %1, label %b2, label %b3
b2:
  %2 = load ptr, ptr %r2
  %3 = icmp eq ptr %2, null
  br i1 %3, label %nil0, label %ok1
ok1:
  %4 = load i64, ptr %2, align 1, !tbaa !2
  %5 = load i64, ptr %r1
  %6 = add i64 %5, %4
  store i64 %6, ptr %r1
  %7 = getelementptr inbounds i8, ptr %2, i64 8
  %8 = load ptr, ptr %7, align 1, !tbaa !4
  store ptr %8, ptr %r2
  br label %b1
b3:
  %9 = load i64, ptr %r1
  ret i64 %9
nil0:
  call void @cpi.rt.fault(i64 4, ptr @.place.0) #3
  unreachable
}

define i32 @item(i64 %a0.0, i64 %a0.1, i64 %a1) #0 {
entry:
  %t0 = alloca [16 x i8], align 16
  store i64 %a0.0, ptr %t0, align 1
  %0 = getelementptr inbounds i8, ptr %t0, i64 8
  store i64 %a0.1, ptr %0, align 1
  %1 = load ptr, ptr %t0, align 1
  %2 = getelementptr inbounds i8, ptr %t0, i64 8
  %3 = load i64, ptr %2, align 1
  br label %b0
b0:
  %4 = icmp sge i64 %a1, 0
  %5 = icmp slt i64 %a1, %3
  %6 = and i1 %4, %5
  br i1 %6, label %ok1, label %bounds0
ok1:
  %7 = getelementptr inbounds [4 x i8], ptr %1, i64 %a1
  %8 = load i32, ptr %7, align 1, !tbaa !2
  ret i32 %8
bounds0:
  call void @cpi.rt.bounds(i64 %a1, i64 %3, ptr @.place.1) #3
  unreachable
}

define i64 @second(ptr %a0) #0 {
entry:
  br label %b0
b0:
  %0 = icmp eq ptr %a0, null
  br i1 %0, label %nil0, label %ok1
ok1:
  %1 = getelementptr inbounds i8, ptr %a0, i64 8
  %2 = load ptr, ptr %1, align 1, !tbaa !4
  %3 = icmp eq ptr %2, null
  br i1 %3, label %nil2, label %ok3
ok3:
  %4 = load i64, ptr %2, align 1, !tbaa !2
  %5 = load i64, ptr %a0, align 1, !tbaa !2
  %6 = add i64 %4, %5
  ret i64 %6
nil0:
  call void @cpi.rt.fault(i64 4, ptr @.place.2) #3
  unreachable
nil2:
  call void @cpi.rt.fault(i64 4, ptr @.place.2) #3
  unreachable
}

define double @radius(ptr %a0) #0 {
entry:
  br label %b0
b0:
  %0 = icmp eq ptr %a0, null
  br i1 %0, label %nil0, label %ok1
ok1:
  %1 = load i64, ptr %a0, align 1, !tbaa !2
  %2 = icmp ne i64 %1, 1
  br i1 %2, label %tag2, label %ok3
ok3:
  %3 = getelementptr inbounds i8, ptr %a0, i64 8
  %4 = load double, ptr %3, align 1, !tbaa !2
  ret double %4
nil0:
  call void @cpi.rt.fault(i64 4, ptr @.place.3) #3
  unreachable
tag2:
  call void @cpi.rt.tag(i64 %1, ptr @.names.0, i64 1, ptr @.place.4) #3
  unreachable
}

define i64 @apply(ptr %a0, i64 %a1) #0 {
entry:
  br label %b0
b0:
  %0 = icmp eq ptr %a0, null
  br i1 %0, label %nil0, label %ok1
ok1:
  %1 = call i64 %a0(i64 %a1) #3
  ret i64 %1
nil0:
  call void @cpi.rt.panic(i64 4, ptr @.text.2, i64 16, ptr @.place.5) #3
  unreachable
}

@cpi.init = internal constant ptr @cpi.load, section ".init_array", align 8
@llvm.used = appending global [1 x ptr] [ptr @cpi.init], section "llvm.metadata"
define internal void @cpi.load() #0 section ".text.cpi" {
entry:
  call void @cpi.rt.start(i32 0, ptr null, ptr null)
  ret void
}

declare void @cpi.rt.fault(i64, ptr) #1
declare void @cpi.rt.bounds(i64, i64, ptr) #1
declare void @cpi.rt.tag(i64, ptr, i64, ptr) #1
declare void @cpi.rt.panic(i64, ptr, i64, ptr) #1
declare void @cpi.rt.start(i32, ptr, ptr) #2

attributes #0 = { nounwind null_pointer_is_valid "probe-stack"="inline-asm" "frame-pointer"="all" "disable-tail-calls"="true" }
attributes #1 = { cold noreturn nounwind }
attributes #2 = { nounwind }
attributes #3 = { nomerge }
attributes #4 = { nounwind willreturn memory(none) }
attributes #5 = { noreturn nounwind }

!0 = !{!"cpi"}
!1 = !{!"number", !0, i64 0}
!2 = !{!1, !1, i64 0}
!3 = !{!"address", !0, i64 0}
!4 = !{!3, !3, i64 0}
